package dev.carillon.common.limit;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.config.spi.Converter;

/** Reads an algorithm from a setting; an unknown one stops the start. */
@RegisterForReflection
public final class AlgorithmConverter implements Converter<Algorithm> {

    @Override
    public Algorithm convert(String value) {
        return Algorithm.parse(value.strip());
    }
}
