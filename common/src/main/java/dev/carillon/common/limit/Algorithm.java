package dev.carillon.common.limit;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** How requests are counted against a quota. What each promises is proven by one set of properties for all. */
public sealed interface Algorithm {

    /** All there are. */
    List<Algorithm> ALL = List.of(new SlidingWindow(), new SlidingCounter(), new Gcra());

    /** The name that settings and answers use. */
    String wireName();

    /** Tells its keys in Redis from those of the others, which have another form. */
    char code();

    /**
     * The time, in microseconds, to a multiple of which the moment of a request is rounded up; 0 where no moments are kept.
     */
    long resolution(Duration window);

    /** The algorithm of that name. Throws {@link IllegalArgumentException} when there is none. */
    static Algorithm parse(String name) {
        return ALL.stream()
                .filter(each -> each.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Not one of "
                        + ALL.stream().map(Algorithm::wireName).collect(Collectors.joining(", ")) + ": " + name));
    }

    /**
     * Exact: a request is allowed when those allowed within the window before it leave room for it. Remembers each allowed request for
     * as long as the window, those of one microsecond together: about 20 bytes each.
     */
    record SlidingWindow() implements Algorithm {

        @Override
        public String wireName() {
            return "sliding-window";
        }

        @Override
        public char code() {
            return 'w';
        }

        @Override
        public long resolution(Duration window) {
            return 1;
        }
    }

    /**
     * The sliding window in sixty parts. A request counts until the whole part that it fell into has left the window, so never more is
     * allowed than the quota in any window, and whoever is refused waits at most a sixtieth of the window too long. Remembers at most
     * 61 numbers, however large the quota.
     */
    record SlidingCounter() implements Algorithm {

        /** How many parts a window has. */
        static final int PARTS = 60;

        @Override
        public String wireName() {
            return "sliding-counter";
        }

        @Override
        public char code() {
            return 'c';
        }

        @Override
        public long resolution(Duration window) {
            return Math.max(1, window.toNanos() / 1_000 / PARTS);
        }
    }

    /**
     * The generic cell rate algorithm in its form as a leaky bucket: the bucket holds the quota and leaks one quota a window. The least
     * memory, two numbers. After a pause the whole quota may come at once and more as the bucket leaks, so that up to twice the quota
     * falls into a window; over longer times it is the quota a window.
     */
    record Gcra() implements Algorithm {

        @Override
        public String wireName() {
            return "gcra";
        }

        @Override
        public char code() {
            return 'g';
        }

        @Override
        public long resolution(Duration window) {
            return 0;
        }
    }
}
