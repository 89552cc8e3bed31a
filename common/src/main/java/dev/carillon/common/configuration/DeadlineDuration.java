package dev.carillon.common.configuration;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import org.eclipse.microprofile.config.spi.Converter;

/** A time within which others must answer: less is no time for them, and more is as good as none. */
@RegisterForReflection
public final class DeadlineDuration implements Converter<Duration> {

    private static final Range<Duration> RANGE = new Range<>(
            "a duration (ISO 8601, such as PT1.5S)",
            DurationConverter::parseDuration,
            Duration.ofMillis(10),
            Duration.ofDays(1));

    @Override
    public Duration convert(String value) {
        return RANGE.read(value);
    }
}
