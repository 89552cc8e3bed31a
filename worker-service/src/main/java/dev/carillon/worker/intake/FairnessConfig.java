package dev.carillon.worker.intake;

import dev.carillon.common.configuration.Fraction;
import dev.carillon.common.configuration.PositiveNumber;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.Optional;

/** How the organizations share a worker. */
@ConfigMapping(prefix = "carillon.fairness")
public interface FairnessConfig {

    /**
     * The share (0 to 1) of a worker's places that those organizations never take which have jobs under way: it is for one that
     * comes new, who would otherwise wait until somebody's slow delivery ends.
     */
    @WithDefault("0.2")
    @WithConverter(Fraction.class)
    double reserve();

    /**
     * How much more than others an organization gets where there is not enough for all, by the organization's id; 1 where none
     * is given. Whole numbers from 1.
     */
    Map<String, @WithConverter(PositiveNumber.class) Integer> weight();

    /** Jobs that every organization may have under way at once in each worker; not limited where none is given. */
    Optional<@WithConverter(PositiveNumber.class) Integer> limit();

    /** The same for single organizations, by the organization's id. */
    Map<String, @WithConverter(PositiveNumber.class) Integer> organizationLimit();
}
