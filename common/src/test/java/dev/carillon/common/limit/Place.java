package dev.carillon.common.limit;

import dev.carillon.local.testing.TestServers;
import java.util.List;

/** Where is decided: what an algorithm promises, it promises in both. */
enum Place {
    REDIS {
        // As long as the JVM, like the server.
        private static final LimitFixture CONNECTED =
                new LimitFixture(TestServers.redis().url());

        @Override
        List<Decision> decide(List<List<Check>> requests, long clock) {
            return new RedisLimiter(CONNECTED.commands())
                    .decide(requests, clock)
                    .await()
                    .atMost(LimitFixture.PATIENCE);
        }
    },
    MEMORY {
        private final LocalLimiter limiter = new LocalLimiter(10_000);

        @Override
        List<Decision> decide(List<List<Check>> requests, long clock) {
            return requests.stream()
                    .map(checks -> limiter.decide(checks, 1, clock))
                    .toList();
        }
    };

    abstract List<Decision> decide(List<List<Check>> requests, long clock);

    Decision decide(Check check, long clock) {
        return decide(List.of(List.of(check)), clock).getFirst();
    }
}
