package dev.carillon.common.configuration;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.config.spi.Converter;

/** A share of something, 0 for nothing and 1 for all of it. */
@RegisterForReflection
public final class Fraction implements Converter<Double> {

    private static final Range<Double> RANGE = new Range<>("a number", Double::valueOf, 0.0, 1.0);

    @Override
    public Double convert(String value) {
        return RANGE.read(value);
    }
}
