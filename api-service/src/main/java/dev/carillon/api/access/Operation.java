package dev.carillon.api.access;

import java.util.Optional;

/**
 * A request that the service answers.
 *
 * @param name its method and path, such as {@code GET /v1/jobs/{id}}
 * @param permission what it needs
 * @param limit the rate limit policy, beside those of every request, that belongs to it
 */
record Operation(String name, Permission permission, Optional<Counting> limit) {}
