package dev.carillon.monitoring.limit;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.carillon.common.identity.ApiKeyId;
import dev.carillon.common.limit.Quota;
import dev.carillon.common.limit.QuotaOverrides;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A limit that an organization, or one of its keys, has of its own.
 *
 * @param apiKeyId null when it is the organization's
 * @param limit how much is allowed in {@code window}
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public record QuotaView(
        String policy,
        @Nullable UUID apiKeyId,
        long limit,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Duration window) {

    static QuotaView of(String policy, @Nullable ApiKeyId key, Quota quota) {
        return new QuotaView(policy, key == null ? null : key.value(), quota.amount(), quota.window());
    }

    static List<QuotaView> all(QuotaOverrides overrides) {
        List<QuotaView> all = new ArrayList<>();
        add(overrides.organization(), null, all);
        overrides.keys().forEach((key, quotas) -> add(quotas, key, all));
        all.sort(Comparator.comparing(QuotaView::policy).thenComparing(view -> String.valueOf(view.apiKeyId())));
        return all;
    }

    private static void add(Map<String, Quota> quotas, @Nullable ApiKeyId key, List<QuotaView> all) {
        quotas.forEach((policy, quota) -> all.add(of(policy, key, quota)));
    }

    /** All of an organization. */
    @RegisterForReflection
    public record Page(List<QuotaView> data) {}
}
