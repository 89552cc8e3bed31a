package dev.carillon.monitoring.overview;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Why the status is no better.
 *
 * @param code which kind of reason; never changes its meaning
 * @param status that this alone would be reason for
 * @param message what is the matter, in a sentence for a person
 */
@RegisterForReflection
public record Reason(String code, SystemStatus status, String message) {}
