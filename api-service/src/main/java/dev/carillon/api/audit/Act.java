package dev.carillon.api.audit;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** What the audit log tells of. */
@RegisterForReflection
public enum Act {
    ORGANIZATION_CREATED("organization.created"),
    MEMBER_INVITED("member.invited"),
    INVITATION_REVOKED("invitation.revoked"),
    MEMBER_JOINED("member.joined"),
    MEMBER_ROLE_CHANGED("member.role_changed"),
    MEMBER_REMOVED("member.removed"),
    MEMBER_LEFT("member.left"),
    API_KEY_CREATED("api_key.created"),
    API_KEY_ROTATED("api_key.rotated"),
    API_KEY_REVOKED("api_key.revoked"),
    WEBHOOK_ENDPOINT_CREATED("webhook_endpoint.created"),
    WEBHOOK_ENDPOINT_CHANGED("webhook_endpoint.changed"),
    WEBHOOK_ENDPOINT_DELETED("webhook_endpoint.deleted"),
    WEBHOOK_ENDPOINT_ENABLED("webhook_endpoint.enabled"),
    WEBHOOK_ENDPOINT_DISABLED("webhook_endpoint.disabled"),
    WEBHOOK_SECRET_ROTATED("webhook_endpoint.secret_rotated"),
    WEBHOOK_TEST_SENT("webhook_endpoint.tested"),
    WEBHOOK_REPLAY_BEGUN("webhook_endpoint.replayed"),
    JOBS_PAUSED("jobs.paused"),
    JOBS_RESUMED("jobs.resumed"),
    PASSWORD_RESET("account.password_reset"),
    PASSWORD_CHANGED("account.password_changed");

    private final String wireName;

    Act(String wireName) {
        this.wireName = wireName;
    }

    /** The name in PostgreSQL and in JSON. */
    @JsonValue
    public String wireName() {
        return wireName;
    }
}
