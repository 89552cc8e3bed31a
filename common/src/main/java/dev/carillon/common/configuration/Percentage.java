package dev.carillon.common.configuration;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.config.spi.Converter;

/** A share in percent. */
@RegisterForReflection
public final class Percentage implements Converter<Integer> {

    private static final Range<Integer> RANGE = new Range<>("a whole number", Integer::valueOf, 1, 100);

    @Override
    public Integer convert(String value) {
        return RANGE.read(value);
    }
}
