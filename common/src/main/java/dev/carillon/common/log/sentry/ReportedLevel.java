package dev.carillon.common.log.sentry;

import java.util.logging.Level;

/** The least level of what is reported. */
public enum ReportedLevel {
    /** What somebody should look at. */
    WARN(org.jboss.logmanager.Level.WARN),
    /** Defects. */
    ERROR(org.jboss.logmanager.Level.ERROR);

    private final Level level;

    ReportedLevel(Level level) {
        this.level = level;
    }

    Level level() {
        return level;
    }
}
