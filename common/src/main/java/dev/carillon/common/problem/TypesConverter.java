package dev.carillon.common.problem;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.URI;
import org.eclipse.microprofile.config.spi.Converter;

/** Reads what types start with. */
@RegisterForReflection
public final class TypesConverter implements Converter<String> {

    @Override
    public String convert(String value) {
        URI types = URI.create(value.strip());
        boolean rooted =
                types.isAbsolute() ? types.getHost() != null : types.toString().startsWith("/");
        if (!rooted || !types.toString().endsWith("/")) {
            throw new IllegalArgumentException("It must be a URI or a path from the root, with a slash at its end");
        }
        return types.toString();
    }
}
