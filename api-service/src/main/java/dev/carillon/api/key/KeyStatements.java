package dev.carillon.api.key;

import dev.carillon.api.audit.Author;

/** The SQL of API keys. */
final class KeyStatements {

    private static final String USABLE = "(revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now()))";

    private static final String COLUMNS = """
            id, name, prefix, role, created_by, created_at, last_used_at, expires_at, revoked_at, replaced_by, %s AS usable
            """.formatted(USABLE);

    // Two that create at once count one after the other.
    static final String LOCK = "SELECT id FROM organization WHERE id = $1 FOR NO KEY UPDATE";

    static final String CREATE = """
            INSERT INTO api_key (id, organization_id, name, prefix, secret_hash, role, expires_at, created_by)
            SELECT $2, $1, $3, $4, $5, $6, $7::timestamptz, %s
            WHERE (SELECT count(*) FROM api_key WHERE organization_id = $1 AND %s) < $10
            RETURNING %s
            """.formatted(Author.name(8, 9), USABLE, COLUMNS);

    static final String LIST = """
            SELECT %s FROM api_key WHERE organization_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3
            """.formatted(COLUMNS);

    static final String FIND = "SELECT %s FROM api_key WHERE id = $1 AND organization_id = $2".formatted(COLUMNS);

    static final String HOLD = FIND + " FOR UPDATE";

    // The new key lives as long as the former was meant to.
    static final String ROTATE = """
            INSERT INTO api_key (id, organization_id, name, prefix, secret_hash, role, expires_at, created_by)
            SELECT $3, organization_id, name, $4, $5, role, now() + (expires_at - created_at), %s
            FROM api_key WHERE id = $1 AND organization_id = $2
            RETURNING %s
            """.formatted(Author.name(6, 7), COLUMNS);

    static final String LET_END = """
            UPDATE api_key
            SET replaced_by = $3, expires_at = least(expires_at, now() + $4::bigint * interval '1 millisecond')
            WHERE id = $1 AND organization_id = $2
            """;

    static final String REVOKE =
            "UPDATE api_key SET revoked_at = now() WHERE id = $1 AND organization_id = $2 AND revoked_at IS NULL";

    private KeyStatements() {}
}
