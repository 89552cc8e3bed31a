package dev.carillon.api.limit;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.carillon.common.limit.Backend;
import dev.carillon.common.limit.Decision;
import dev.carillon.common.limit.Verdict;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a policy says to what a client asked.
 *
 * @param allowed whether it may go on; then its cost was counted
 * @param exceeded whether it is beyond the limit: with {@code shadow} it is allowed all the same
 * @param limit the policy's quota
 * @param window in which that much is allowed
 * @param remaining how much is left
 * @param reset time until more is free, in whole seconds
 * @param retryAfter when the same may be allowed, in whole seconds; null when it is, or never will be
 * @param backend who decided
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
record RateLimitAnswer(
        String policy,
        boolean allowed,
        boolean exceeded,
        boolean shadow,
        long limit,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Duration window,
        long remaining,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Duration reset,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Duration retryAfter,

        Backend backend) {

    static RateLimitAnswer of(Decision decision) {
        Verdict verdict = decision.verdicts().getLast();
        boolean shadow = verdict.policy().shadow();
        return new RateLimitAnswer(
                verdict.policy().name(),
                verdict.allowed() || shadow,
                !verdict.allowed(),
                shadow,
                verdict.policy().quota().amount(),
                verdict.policy().quota().window(),
                verdict.remaining(),
                Duration.ofSeconds(verdict.resetSeconds()),
                verdict.allowed() || verdict.isForever() ? null : Duration.ofSeconds(verdict.retryAfterSeconds()),
                decision.backend());
    }
}
