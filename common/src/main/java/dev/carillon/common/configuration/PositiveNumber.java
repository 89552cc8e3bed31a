package dev.carillon.common.configuration;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.config.spi.Converter;

/** A number of things of which there must be some. */
@RegisterForReflection
public final class PositiveNumber implements Converter<Integer> {

    private static final Range<Integer> RANGE = new Range<>("a whole number", Integer::valueOf, 1, 1_000_000_000);

    @Override
    public Integer convert(String value) {
        return RANGE.read(value);
    }
}
