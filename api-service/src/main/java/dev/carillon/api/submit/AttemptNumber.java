package dev.carillon.api.submit;

import dev.carillon.common.configuration.Range;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.config.spi.Converter;

/** How often a job may be tried: more is nearly always a mistake. */
@RegisterForReflection
public final class AttemptNumber implements Converter<Integer> {

    private static final Range<Integer> RANGE = new Range<>("a whole number", Integer::valueOf, 1, MaxAttempts.MOST);

    @Override
    public Integer convert(String value) {
        return RANGE.read(value);
    }
}
