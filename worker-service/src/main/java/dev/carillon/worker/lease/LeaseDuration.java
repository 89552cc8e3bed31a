package dev.carillon.worker.lease;

import dev.carillon.common.configuration.Range;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import org.eclipse.microprofile.config.spi.Converter;

/** How long a lease lasts: renewed three times in that span, it must survive a short stall, and end soon after its holder died. */
@RegisterForReflection
public final class LeaseDuration implements Converter<Duration> {

    private static final Range<Duration> RANGE = new Range<>(
            "a duration (ISO 8601, such as PT1.5S)",
            DurationConverter::parseDuration,
            Duration.ofSeconds(1),
            Duration.ofMinutes(10));

    @Override
    public Duration convert(String value) {
        return RANGE.read(value);
    }
}
