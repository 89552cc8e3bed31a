package dev.carillon.api.limit;

import dev.carillon.api.access.Caller;
import dev.carillon.common.identity.AccountId;
import dev.carillon.common.identity.ApiKeyId;
import dev.carillon.common.limit.Check;
import dev.carillon.common.limit.LimitSubject;
import dev.carillon.common.limit.Policies;
import dev.carillon.common.limit.Policy;
import dev.carillon.common.limit.QuotaOverrides;
import java.util.Optional;
import java.util.UUID;

/** What all requests of one sender count under: those of a machine by its key, those of a person by who they are. */
record OwnLimit(Policy policy, LimitSubject subject) {

    private static final String API_KEY = "api-key";
    private static final String API = "api";

    /** That of a caller, with the quota that holds for them; empty when the policy is not configured. */
    static Optional<OwnLimit> of(Caller caller, Policies policies, QuotaOverrides own) {
        UUID id = caller.actor().id();
        return switch (caller.actor().kind()) {
            case API_KEY -> {
                ApiKeyId key = new ApiKeyId(id);
                yield policies.find(API_KEY)
                        .map(policy ->
                                new OwnLimit(own.of(policy, key), LimitSubject.apiKey(caller.organizationId(), key)));
            }
            case PERSON ->
                policies.find(API)
                        .map(policy -> new OwnLimit(
                                own.of(policy), LimitSubject.user(caller.organizationId(), new AccountId(id))));
        };
    }

    /** That of a person who acts for no organization; empty when the policy is not configured. */
    static Optional<OwnLimit> of(AccountId person, Policies policies) {
        return policies.find(API).map(policy -> new OwnLimit(policy, LimitSubject.person(person)));
    }

    /** Counts a request. */
    Check count() {
        return Check.of(policy, subject, 1);
    }

    /** Tells what is left. */
    Check look() {
        return Check.advisory(policy, subject, 0);
    }
}
