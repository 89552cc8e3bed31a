package dev.carillon.common.problem;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** How problems are told. */
@ConfigMapping(prefix = "carillon.problem")
public interface ProblemConfig {

    /**
     * What the {@code type} of a problem starts with: a URI, or a path from the root, with a slash at its end. Every service shows the pages of
     * its problems at {@code /problems/}; behind an ingress with a prefix, or for one address for several installations, say where
     * people find them. Clients compare it, so it must not change.
     */
    @WithDefault("/problems/")
    @WithConverter(TypesConverter.class)
    String types();
}
