package dev.carillon.common.health;

import java.util.Locale;

/** The questions an orchestrator asks. Each has its own consequence, so a check takes part only where that one helps. */
public enum Probe {
    /**
     * Is the process beyond repair? "No" kills it. Only for what a restart mends, so never for another system: a database
     * that is down would have every instance restarted in a circle.
     */
    LIVE,

    /** Should requests be sent here? "No" takes the instance out of the load balancer until it says yes again. */
    READY,

    /** Has the start finished? Until "yes" the other questions are not asked. */
    STARTED;

    /** The last part of the path: {@code live}, {@code ready}, {@code started}. */
    String path() {
        return name().toLowerCase(Locale.ROOT);
    }
}
