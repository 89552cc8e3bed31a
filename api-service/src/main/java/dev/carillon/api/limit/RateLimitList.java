package dev.carillon.api.limit;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** All policies, by name. */
@RegisterForReflection
record RateLimitList(List<RateLimitRepresentation> data) {}
