package dev.carillon.common.identity;

/**
 * A key as PostgreSQL keeps it.
 *
 * @param secretHash SHA-256 of the secret
 */
public record StoredApiKey(ApiKeyId id, OrganizationId organizationId, Role role, byte[] secretHash) {}
