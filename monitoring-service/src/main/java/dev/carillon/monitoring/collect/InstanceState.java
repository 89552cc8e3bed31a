package dev.carillon.monitoring.collect;

import dev.carillon.common.job.WireNamed;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** What the last report of an instance, or its absence, says. An instance that stopped in order is not shown at all. */
@RegisterForReflection
public enum InstanceState implements WireNamed {
    /** It reports. */
    ALIVE,
    /** It has missed several reports and never said that it would stop: crashed, cut off, or frozen. */
    SILENT
}
