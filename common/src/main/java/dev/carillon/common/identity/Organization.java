package dev.carillon.common.identity;

import java.time.Instant;

/**
 * Who owns jobs: a customer of the installation, or one of its teams.
 *
 * @param webhookSecret signs what this organization's webhooks carry
 */
public record Organization(OrganizationId id, String name, WebhookSecret webhookSecret, Instant createdAt) {}
