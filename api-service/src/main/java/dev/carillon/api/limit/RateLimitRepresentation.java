package dev.carillon.api.limit;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.carillon.common.limit.Policy;
import dev.carillon.common.limit.Verdict;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A policy as it holds for the caller.
 *
 * @param limit how much is allowed in {@code window}
 * @param subject whose requests are counted together
 * @param remaining how much the caller has left; null where its own requests are not counted
 * @param reset time until more is free, in whole seconds; null where its own requests are not counted
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
record RateLimitRepresentation(
        String policy,
        long limit,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Duration window,
        String subject,
        String algorithm,
        String fallback,
        boolean shadow,
        @Nullable Long remaining,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Duration reset) {

    static RateLimitRepresentation of(Policy policy, @Nullable Verdict verdict) {
        return new RateLimitRepresentation(
                policy.name(),
                policy.quota().amount(),
                policy.quota().window(),
                policy.subject().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                policy.algorithm().wireName(),
                policy.fallback().wireName(),
                policy.shadow(),
                verdict == null ? null : verdict.remaining(),
                verdict == null ? null : Duration.ofSeconds(verdict.resetSeconds()));
    }
}
