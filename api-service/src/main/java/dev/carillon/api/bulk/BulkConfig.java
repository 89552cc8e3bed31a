package dev.carillon.api.bulk;

import dev.carillon.common.configuration.NumberOrZero;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** Acts on all jobs that match a filter, as they are ordered. */
@ConfigMapping(prefix = "carillon.bulk")
public interface BulkConfig {

    /** Bulk operations that an organization may have under way at once. They share the pace of all, so more would be slower each. */
    @WithDefault("10")
    @WithConverter(NumberOrZero.class)
    int mostRunning();
}
