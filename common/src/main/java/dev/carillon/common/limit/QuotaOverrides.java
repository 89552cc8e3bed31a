package dev.carillon.common.limit;

import dev.carillon.common.identity.ApiKeyId;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The quotas of one organization that differ from those of the policies.
 *
 * @param organization by policy
 * @param keys of its API keys, by key and policy
 */
public record QuotaOverrides(Map<String, Quota> organization, Map<ApiKeyId, Map<String, Quota>> keys) {

    /** None. */
    public static final QuotaOverrides NONE = new QuotaOverrides(Map.of(), Map.of());

    /** The policy as it is for the organization. */
    public Policy of(Policy policy) {
        return with(policy, organization.get(policy.name()));
    }

    /** The policy as it is for a key: its own quota, or that of the organization. */
    public Policy of(Policy policy, ApiKeyId key) {
        Quota own = keys.isEmpty() ? null : keys.getOrDefault(key, Map.of()).get(policy.name());
        return with(policy, own == null ? organization.get(policy.name()) : own);
    }

    private static Policy with(Policy policy, @Nullable Quota quota) {
        return quota == null || Objects.equals(quota, policy.quota()) ? policy : policy.with(quota);
    }
}
