package dev.carillon.api.access;

import static dev.carillon.api.access.Counting.When.ARRIVED;
import static dev.carillon.api.access.Counting.When.MEANT;
import static dev.carillon.api.access.Counting.When.MEASURED;
import static dev.carillon.api.access.Permission.CHANGE_JOBS;
import static dev.carillon.api.access.Permission.CHANGE_SCHEDULES;
import static dev.carillon.api.access.Permission.CHECK_LIMITS;
import static dev.carillon.api.access.Permission.MANAGE_KEYS;
import static dev.carillon.api.access.Permission.MANAGE_MEMBERS;
import static dev.carillon.api.access.Permission.MANAGE_WEBHOOKS;
import static dev.carillon.api.access.Permission.PAUSE;
import static dev.carillon.api.access.Permission.PUBLIC;
import static dev.carillon.api.access.Permission.READ;
import static dev.carillon.api.access.Permission.READ_AUDIT_LOG;
import static dev.carillon.api.access.Permission.SIGNED_IN;
import static dev.carillon.api.access.Permission.SUBMIT_JOBS;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The table of what every request needs. One that is not in it is refused, and a test finds resources that are missing here. The table
 * in {@code docs/accounts.md} is written from this one.
 */
final class Operations {

    static final List<Operation> ALL = List.of(
            needs(PUBLIC, "POST /v1/auth/register", MEANT, "strict"),
            needs(PUBLIC, "POST /v1/auth/verify-email", MEANT, "auth"),
            needs(PUBLIC, "POST /v1/auth/login", MEANT, "auth"),
            needs(SIGNED_IN, "POST /v1/auth/logout"),
            needs(PUBLIC, "GET /v1/auth/openid", ARRIVED, "anonymous"),
            needs(PUBLIC, "GET /v1/auth/openid/callback", ARRIVED, "auth"),
            needs(PUBLIC, "POST /v1/auth/password-reset", MEANT, "strict"),
            needs(PUBLIC, "POST /v1/auth/password-reset/confirm", MEANT, "auth"),
            needs(SIGNED_IN, "POST /v1/auth/password-change", MEANT, "auth"),
            needs(SIGNED_IN, "GET /v1/auth/session"),
            needs(SIGNED_IN, "PATCH /v1/auth/session"),
            needs(SIGNED_IN, "GET /v1/auth/sessions"),
            needs(SIGNED_IN, "DELETE /v1/auth/sessions"),
            needs(SIGNED_IN, "DELETE /v1/auth/sessions/{id}"),
            needs(READ, "GET /v1/organizations/current"),
            needs(READ, "GET /v1/members"),
            needs(SIGNED_IN, "DELETE /v1/members/me"),
            needs(MANAGE_MEMBERS, "PATCH /v1/members/{id}"),
            needs(MANAGE_MEMBERS, "DELETE /v1/members/{id}"),
            needs(MANAGE_MEMBERS, "GET /v1/invitations"),
            needs(MANAGE_MEMBERS, "POST /v1/invitations", ARRIVED, "invite"),
            needs(MANAGE_MEMBERS, "DELETE /v1/invitations/{id}"),
            needs(PUBLIC, "POST /v1/invitations/accept", MEANT, "auth"),
            needs(MANAGE_KEYS, "GET /v1/api-keys"),
            needs(MANAGE_KEYS, "POST /v1/api-keys"),
            needs(MANAGE_KEYS, "GET /v1/api-keys/{id}"),
            needs(MANAGE_KEYS, "POST /v1/api-keys/{id}/rotate"),
            needs(MANAGE_KEYS, "DELETE /v1/api-keys/{id}"),
            needs(READ_AUDIT_LOG, "GET /v1/audit-log"),
            needs(SUBMIT_JOBS, "POST /v1/emails", MEASURED, "submit"),
            needs(SUBMIT_JOBS, "POST /v1/emails/batch", MEASURED, "submit"),
            needs(SUBMIT_JOBS, "POST /v1/notifications", MEASURED, "submit"),
            needs(SUBMIT_JOBS, "POST /v1/notifications/batch", MEASURED, "submit"),
            needs(READ, "GET /v1/jobs"),
            needs(READ, "GET /v1/jobs/{id}"),
            needs(READ, "GET /v1/jobs/{id}/attempts"),
            needs(READ, "GET /v1/jobs/{id}/events"),
            needs(READ, "GET /v1/jobs/{id}/explain"),
            needs(CHANGE_JOBS, "PATCH /v1/jobs/{id}"),
            needs(CHANGE_JOBS, "POST /v1/jobs/{id}/cancel"),
            needs(CHANGE_JOBS, "POST /v1/jobs/{id}/retry"),
            needs(CHANGE_JOBS, "POST /v1/jobs/{id}/discard"),
            needs(CHANGE_JOBS, "POST /v1/jobs/cancel"),
            needs(CHANGE_JOBS, "POST /v1/jobs/retry"),
            needs(CHANGE_JOBS, "POST /v1/jobs/discard"),
            needs(READ, "GET /v1/bulk-operations"),
            needs(READ, "GET /v1/bulk-operations/{id}"),
            needs(CHANGE_JOBS, "POST /v1/bulk-operations/{id}/cancel"),
            needs(READ, "GET /v1/pauses"),
            needs(PAUSE, "POST /v1/pauses"),
            needs(PAUSE, "DELETE /v1/pauses/{id}"),
            needs(READ, "GET /v1/schedules"),
            needs(CHANGE_SCHEDULES, "POST /v1/schedules"),
            needs(READ, "GET /v1/schedules/{id}"),
            needs(CHANGE_SCHEDULES, "PUT /v1/schedules/{id}"),
            needs(CHANGE_SCHEDULES, "DELETE /v1/schedules/{id}"),
            needs(CHANGE_SCHEDULES, "POST /v1/schedules/{id}/pause"),
            needs(CHANGE_SCHEDULES, "POST /v1/schedules/{id}/resume"),
            needs(CHANGE_SCHEDULES, "POST /v1/schedules/{id}/run"),
            needs(READ, "GET /v1/schedules/{id}/firings"),
            needs(READ, "GET /v1/rate-limits"),
            needs(CHECK_LIMITS, "POST /v1/rate-limits/{policy}/check", MEASURED, "check"),
            needs(READ, "GET /v1/webhook-endpoints"),
            needs(MANAGE_WEBHOOKS, "POST /v1/webhook-endpoints"),
            needs(READ, "GET /v1/webhook-endpoints/{id}"),
            needs(MANAGE_WEBHOOKS, "PATCH /v1/webhook-endpoints/{id}"),
            needs(MANAGE_WEBHOOKS, "DELETE /v1/webhook-endpoints/{id}"),
            needs(MANAGE_WEBHOOKS, "POST /v1/webhook-endpoints/{id}/rotate-secret"),
            needs(MANAGE_WEBHOOKS, "POST /v1/webhook-endpoints/{id}/enable"),
            needs(MANAGE_WEBHOOKS, "POST /v1/webhook-endpoints/{id}/disable"),
            needs(MANAGE_WEBHOOKS, "POST /v1/webhook-endpoints/{id}/test"),
            needs(MANAGE_WEBHOOKS, "POST /v1/webhook-endpoints/{id}/replay"),
            needs(READ, "GET /v1/webhook-endpoints/{id}/replays"));

    private static final Map<String, Operation> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Operation::name, Function.identity()));

    private Operations() {}

    /** The operation of that method and path; empty when nobody thought about it. */
    static Optional<Operation> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    private static Operation needs(Permission permission, String name) {
        return new Operation(name, permission, Optional.empty());
    }

    private static Operation needs(Permission permission, String name, Counting.When when, String policy) {
        return new Operation(name, permission, Optional.of(new Counting(policy, when)));
    }
}
