package dev.carillon.monitoring.organization;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Finds organizations by how their names begin. */
@Singleton
class OrganizationDirectory {

    // The operators of the index, which compare letter by letter whatever the database's language is. Nothing is
    // greater
    // than its last character.
    static final String FIND = """
            SELECT id, name FROM organization
            WHERE lower(name) ~>=~ lower($1) AND lower(name) ~<~ (lower($1) || chr(1114111))
            ORDER BY lower(name) USING ~<~, id
            LIMIT $2
            """;

    private final Pool pool;

    OrganizationDirectory(Pool pool) {
        this.pool = pool;
    }

    /** Up to {@code limit} organizations whose names begin like this, upper and lower case being one, by name. */
    Uni<List<OrganizationView>> find(String beginning, int limit) {
        return pool.preparedQuery(FIND).execute(Tuple.of(beginning, limit)).map(rows -> {
            List<OrganizationView> found = new ArrayList<>(rows.rowCount());
            rows.forEach(row -> found.add(new OrganizationView(row.getUUID("id"), row.getString("name"))));
            return found;
        });
    }
}
