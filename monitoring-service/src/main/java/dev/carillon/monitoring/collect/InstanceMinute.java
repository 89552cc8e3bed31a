package dev.carillon.monitoring.collect;

import java.time.Instant;
import java.util.UUID;

/**
 * What one instance reported in one minute.
 *
 * @param minute its start
 */
public record InstanceMinute(Instant minute, String service, UUID instance, Figures figures) {}
