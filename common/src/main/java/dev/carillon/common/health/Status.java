package dev.carillon.common.health;

import java.util.Locale;

/** How a part is, from good to bad. */
public enum Status {
    /** Works as it should. */
    HEALTHY,

    /** The service still does its work, but something needs a person's attention. Answers 200. */
    DEGRADED,

    /** The service cannot do its work. Answers 503. */
    UNHEALTHY;

    /** The worse of two. */
    Status worse(Status other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** The word in the answer: {@code healthy}, {@code degraded}, {@code unhealthy}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    int httpStatus() {
        return switch (this) {
            case HEALTHY, DEGRADED -> 200;
            case UNHEALTHY -> 503;
        };
    }
}
