package dev.carillon.api.limit;

import dev.carillon.common.limit.Backend;
import dev.carillon.common.limit.Decision;
import dev.carillon.common.limit.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The fields by which an answer tells of limits: {@code RateLimit-Policy} and {@code RateLimit} of
 * draft-ietf-httpapi-ratelimit-headers, every policy in them, and the older {@code X-RateLimit-…} of the policy that is nearest to its end.
 */
final class LimitFields {

    private LimitFields() {}

    /** Gives each field, by name and value, to {@code target}. Policies in shadow mode limit nothing and are not told of. */
    static void write(Decision decision, Instant now, BiConsumer<String, String> target) {
        List<Verdict> verdicts = decision.verdicts().stream()
                .filter(verdict -> verdict.check().binding())
                .toList();
        if (verdicts.isEmpty() || decision.backend() == Backend.NONE) {
            return;
        }
        StringBuilder policies = new StringBuilder(64);
        StringBuilder limits = new StringBuilder(64);
        for (Verdict verdict : verdicts) {
            separate(policies)
                    .append('"')
                    .append(verdict.policy().name())
                    .append("\";q=")
                    .append(verdict.policy().quota().amount())
                    .append(";w=")
                    .append(verdict.policy().quota().window().toSeconds());
            separate(limits)
                    .append('"')
                    .append(verdict.policy().name())
                    .append("\";r=")
                    .append(verdict.remaining())
                    .append(";t=")
                    .append(verdict.resetSeconds());
        }
        target.accept("RateLimit-Policy", policies.toString());
        target.accept("RateLimit", limits.toString());
        Verdict tightest = decision.refusal().orElseGet(() -> tightest(verdicts));
        target.accept(
                "X-RateLimit-Limit", Long.toString(tightest.policy().quota().amount()));
        target.accept("X-RateLimit-Remaining", Long.toString(tightest.remaining()));
        target.accept("X-RateLimit-Reset", Long.toString(now.getEpochSecond() + tightest.resetSeconds()));
    }

    private static StringBuilder separate(StringBuilder list) {
        return list.isEmpty() ? list : list.append(", ");
    }

    private static Verdict tightest(List<Verdict> verdicts) {
        Verdict tightest = verdicts.getFirst();
        for (Verdict verdict : verdicts) {
            if (share(verdict) < share(tightest)) {
                tightest = verdict;
            }
        }
        return tightest;
    }

    private static double share(Verdict verdict) {
        return (double) verdict.remaining() / verdict.policy().quota().amount();
    }
}
