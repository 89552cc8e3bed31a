package dev.carillon.common.store;

/** Says in SQL what is paused. */
final class PauseStatement {

    /** Whether a row of {@code job} is. */
    static final String PAUSED = paused("job");

    private PauseStatement() {}

    /** Whether what has these three columns is paused: {@code organization_id}, {@code channel}, {@code priority}. */
    static String paused(String table) {
        return """
                EXISTS (SELECT FROM pause
                        WHERE (pause.organization_id IS NULL OR pause.organization_id = %1$s.organization_id)
                          AND (pause.channel IS NULL OR pause.channel = %1$s.channel)
                          AND (pause.priority IS NULL OR pause.priority = %1$s.priority)
                          AND (pause.ends_at IS NULL OR pause.ends_at > now()))""".formatted(table);
    }
}
