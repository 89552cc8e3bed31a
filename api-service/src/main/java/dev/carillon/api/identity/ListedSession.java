package dev.carillon.api.identity;

import java.time.Instant;

/** A session as its owner may see it. */
public record ListedSession(Session session, Instant lastUsedAt) {}
