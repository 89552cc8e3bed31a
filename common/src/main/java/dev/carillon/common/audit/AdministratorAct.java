package dev.carillon.common.audit;

/**
 * What administrators of the installation do to one organization, for its owners to read. The entry is a part of the statement that does
 * it. Owners are told that it was an administrator, and the log of the service which.
 */
public enum AdministratorAct {
    JOBS_PAUSED("jobs.paused"),
    JOBS_RESUMED("jobs.resumed"),
    RATE_LIMIT_SET("rate_limit.set"),
    RATE_LIMIT_REMOVED("rate_limit.removed");

    /** The kind of actor that entries name. */
    public static final String KIND = "administrator";

    private final String wireName;

    AdministratorAct(String wireName) {
        this.wireName = wireName;
    }

    /**
     * The SQL that writes an entry for each row of an organization.
     *
     * @param rows the name of what has the rows, with a column {@code organization_id}
     * @param subject SQL of what it was done to, in words
     * @param details SQL of further facts, as {@code jsonb} of texts
     * @param administrator number of the parameter with the administrator's account
     */
    public String entries(String rows, String subject, String details, int administrator) {
        return """
                INSERT INTO audit_entry (id, organization_id, act, actor_kind, actor_id, actor_name, subject, details, address)
                SELECT new_job_id(), organization_id, '%s', '%s', $%d::uuid, 'an administrator of the installation', %s, %s, ''
                FROM %s WHERE organization_id IS NOT NULL
                """.formatted(wireName, KIND, administrator, subject, details, rows);
    }
}
