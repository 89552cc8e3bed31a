package dev.carillon.api.access;

import dev.carillon.common.identity.ApiKeyId;
import dev.carillon.common.identity.OrganizationId;

/** For whom a request acts, and by which key. */
public record Caller(OrganizationId organizationId, ApiKeyId apiKeyId) {}
