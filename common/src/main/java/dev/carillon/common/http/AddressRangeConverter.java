package dev.carillon.common.http;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.config.spi.Converter;

/** Reads a block of addresses from a setting; a malformed one stops the start. */
@RegisterForReflection
public final class AddressRangeConverter implements Converter<AddressRange> {

    @Override
    public AddressRange convert(String value) {
        return AddressRange.parse(value.strip());
    }
}
