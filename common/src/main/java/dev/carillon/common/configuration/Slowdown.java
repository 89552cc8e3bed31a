package dev.carillon.common.configuration;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.config.spi.Converter;

/** How many times as long something may take: 1 for no longer, 100 for whatever comes. */
@RegisterForReflection
public final class Slowdown implements Converter<Double> {

    private static final Range<Double> RANGE = new Range<>("a number", Double::valueOf, 1.0, 100.0);

    @Override
    public Double convert(String value) {
        return RANGE.read(value);
    }
}
