package dev.carillon.api.signin;

import dev.carillon.common.identity.AccountId;
import dev.carillon.common.identity.Role;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Which organizations people belong to, in PostgreSQL. */
@Singleton
class Memberships {

    static final String LIST = """
            SELECT organization.id, organization.name, membership.role
            FROM membership JOIN organization ON organization.id = membership.organization_id
            WHERE membership.account_id = $1
            ORDER BY membership.created_at, organization.id
            LIMIT 200
            """;

    private final Pool database;

    Memberships(Pool database) {
        this.database = database;
    }

    /** The person's organizations, in the order in which they joined them; the first 200. */
    Uni<List<Membership>> of(AccountId account) {
        return database.preparedQuery(LIST).execute(Tuple.of(account.value())).map(rows -> {
            List<Membership> memberships = new ArrayList<>(rows.rowCount());
            rows.forEach(row -> memberships.add(
                    new Membership(row.getUUID("id"), row.getString("name"), Role.of(row.getString("role")))));
            return memberships;
        });
    }
}
