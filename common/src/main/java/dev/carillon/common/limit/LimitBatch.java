package dev.carillon.common.limit;

import io.vertx.mutiny.redis.client.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Requests that the script decides on together: what it is sent, and what it answers. */
public final class LimitBatch {

    /** Redis' own clock. */
    public static final long NOW = 0;

    private static final int FIGURES = 4;

    private final int size;
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final List<Policy> policies = new ArrayList<>();
    // Requests that are alike, as their places in the batch.
    private final Map<List<Check>, List<Integer>> groups = new LinkedHashMap<>();

    /** Of these requests, each with its checks. */
    public LimitBatch(List<List<Check>> requests) {
        this.size = requests.size();
        for (int request = 0; request < size; request++) {
            List<Check> checks = requests.get(request);
            groups.computeIfAbsent(checks, this::known).add(request);
        }
    }

    private List<Integer> known(List<Check> checks) {
        for (Check check : checks) {
            if (places.putIfAbsent(check.key(), places.size() + 1) == null) {
                policies.add(check.policy());
            }
        }
        return new ArrayList<>();
    }

    /** The keys of the script. */
    public List<String> keys() {
        return List.copyOf(places.keySet());
    }

    /**
     * The arguments of the script.
     *
     * @param clock microseconds since 1970, or {@link #NOW}
     */
    public List<Object> arguments(long clock) {
        List<Object> arguments = new ArrayList<>();
        arguments.add(clock);
        for (Policy policy : policies) {
            arguments.add(policy.quota().amount());
            arguments.add(policy.quota().windowMicros());
            arguments.add(policy.resolution());
        }
        groups.forEach((checks, requests) -> {
            arguments.add(requests.size());
            arguments.add(checks.size());
            for (Check check : checks) {
                arguments.add(Objects.requireNonNull(places.get(check.key())));
                arguments.add(check.cost());
                arguments.add(check.binding() ? 1 : 0);
            }
        });
        return arguments;
    }

    /** What the script's answer means for each request, in the batch's order. */
    List<Decision> decisions(Response answer) {
        @Nullable Decision[] decisions = new Decision[size];
        int at = 0;
        for (Map.Entry<List<Check>, List<Integer>> group : groups.entrySet()) {
            List<Check> checks = group.getKey();
            List<Integer> requests = group.getValue();
            long granted = answer.get(at).toLong();
            for (int number = 0; number < requests.size(); number++) {
                List<Verdict> verdicts = new ArrayList<>(checks.size());
                for (int check = 0; check < checks.size(); check++) {
                    verdicts.add(verdict(checks.get(check), answer, at + 1 + check * FIGURES, number, granted));
                }
                decisions[requests.get(number)] = new Decision(number < granted, verdicts, Backend.REDIS);
            }
            at += 1 + checks.size() * FIGURES;
        }
        return Arrays.asList(decisions);
    }

    /** Of requests that are alike, the first are granted: any order is right for what came at once. */
    private static Verdict verdict(Check check, Response answer, int at, int number, long granted) {
        long fits = answer.get(at).toLong();
        long remaining = answer.get(at + 1).toLong();
        long reset = answer.get(at + 3).toLong();
        if (number < fits) {
            return new Verdict(check, true, remaining + check.cost() * (fits - 1 - number), 0, reset);
        }
        // A request that another check refused may still be within this one.
        boolean allowed = number >= granted && remaining >= check.cost();
        return new Verdict(
                check, allowed, remaining, allowed ? 0 : answer.get(at + 2).toLong(), reset);
    }
}
