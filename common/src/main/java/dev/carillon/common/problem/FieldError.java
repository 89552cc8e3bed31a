package dev.carillon.common.problem;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * One thing that is wrong with a request.
 *
 * @param field where: a path in the body such as {@code items[3].subject}, or the name of a parameter or header; empty for the
 *     body as a whole
 * @param message what: the rest of a sentence that starts with the field
 */
@RegisterForReflection
public record FieldError(String field, String message) {}
