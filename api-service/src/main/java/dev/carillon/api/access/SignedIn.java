package dev.carillon.api.access;

import dev.carillon.api.identity.Session;
import dev.carillon.common.identity.SecretToken;

/** The person who sent a request, and what they proved it with. */
public record SignedIn(Session session, SecretToken token) {}
