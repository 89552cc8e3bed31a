package dev.carillon.worker.channel.webhook;

import dev.carillon.common.identity.OrganizationId;
import java.util.UUID;

/** Names an endpoint of an organization: another organization's is not found. */
record EndpointKey(OrganizationId organizationId, UUID id) {}
