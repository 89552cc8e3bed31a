package dev.carillon.common.configuration;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import org.eclipse.microprofile.config.spi.Converter;

/** A time that is neither nothing nor for ever. */
@RegisterForReflection
public final class PositiveDuration implements Converter<Duration> {

    private static final Range<Duration> RANGE = new Range<>(
            "a duration (ISO 8601, such as PT1.5S)",
            DurationConverter::parseDuration,
            Duration.ofMillis(1),
            Duration.ofDays(3650));

    @Override
    public Duration convert(String value) {
        return RANGE.read(value);
    }
}
