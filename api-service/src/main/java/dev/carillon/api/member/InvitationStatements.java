package dev.carillon.api.member;

import dev.carillon.api.audit.Author;

/** The SQL of invitations. */
final class InvitationStatements {

    private static final String COLUMNS = "id, email, role, invited_by, created_at, expires_at";

    // No row: somebody with that address is a member already.
    static final String INVITE = """
            INSERT INTO invitation (id, organization_id, email, role, token_hash, expires_at, invited_by)
            SELECT $1, $2, $3, $4, $5, now() + $6::bigint * interval '1 millisecond', %s
            WHERE NOT EXISTS (SELECT FROM membership JOIN account ON account.id = membership.account_id
                              WHERE membership.organization_id = $2 AND lower(account.email) = lower($3))
            ON CONFLICT (organization_id, lower(email)) DO UPDATE
            SET id = excluded.id, role = excluded.role, token_hash = excluded.token_hash, expires_at = excluded.expires_at,
                invited_by = excluded.invited_by, created_at = now()
            RETURNING %s, (SELECT name FROM organization WHERE organization.id = $2) AS organization_name
            """.formatted(Author.name(7, 8), COLUMNS);

    // An address that is invited again needs no further place.
    static final String OTHERS =
            "SELECT count(*) AS others FROM invitation WHERE organization_id = $1 AND lower(email) <> lower($2)";

    static final String LIST = "SELECT %s FROM invitation WHERE organization_id = $1 AND expires_at > now() ORDER BY id"
            .formatted(COLUMNS);

    static final String REVOKE =
            "DELETE FROM invitation WHERE id = $1 AND organization_id = $2 RETURNING %s".formatted(COLUMNS);

    // As EXISTS, all addresses are read into a table where there are few.
    static final String FIND = """
            SELECT invitation.email,
                   (SELECT true FROM account WHERE lower(account.email) = lower(invitation.email)) IS NOT NULL AS known
            FROM invitation WHERE token_hash = $1 AND expires_at > now()
            """;

    // Of two at once one finds the row.
    static final String TAKE = """
            DELETE FROM invitation WHERE token_hash = $1 AND expires_at > now()
            RETURNING organization_id, email, role
            """;

    static final String ACCOUNT = "SELECT id FROM account WHERE lower(email) = lower($1)";

    // Who came in another way meanwhile keeps the role they have.
    static final String JOIN = """
            INSERT INTO membership (organization_id, account_id, role) VALUES ($1, $2, $3)
            ON CONFLICT (organization_id, account_id) DO NOTHING
            """;

    private InvitationStatements() {}
}
