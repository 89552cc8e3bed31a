package dev.carillon.api.access;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Whether callers may still do what they were let in for, for what goes on long after a request was admitted. */
@Singleton
public class CallerCheck {

    // Which of them are neither revoked, expired, removed, nor given another role.
    static final String STILL_ALLOWED = """
            SELECT caller.place
            FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[])
                 WITH ORDINALITY AS caller (organization_id, actor, kind, role, place)
                 LEFT JOIN api_key
                   ON caller.kind = 'api_key' AND api_key.id = caller.actor
                  AND api_key.organization_id = caller.organization_id AND api_key.role = caller.role
                  AND api_key.revoked_at IS NULL AND (api_key.expires_at IS NULL OR api_key.expires_at > now())
                 LEFT JOIN membership
                   ON caller.kind = 'person' AND membership.account_id = caller.actor
                  AND membership.organization_id = caller.organization_id AND membership.role = caller.role
            WHERE api_key.id IS NOT NULL OR membership.account_id IS NOT NULL
            """;

    private final Pool database;

    CallerCheck(Pool database) {
        this.database = database;
    }

    /** Those of the callers who are as they were. */
    public Uni<Set<Caller>> stillAllowed(Collection<Caller> callers) {
        List<Caller> all = List.copyOf(callers);
        Tuple values = Tuple.of(
                all.stream().map(caller -> caller.organizationId().value()).toArray(UUID[]::new),
                all.stream().map(caller -> caller.actor().id()).toArray(UUID[]::new),
                all.stream().map(caller -> caller.actor().kind().stored()).toArray(String[]::new),
                all.stream().map(caller -> caller.role().wireName()).toArray(String[]::new));
        return database.preparedQuery(STILL_ALLOWED).execute(values).map(rows -> {
            Set<Caller> allowed = new HashSet<>();
            rows.forEach(row -> allowed.add(all.get(Math.toIntExact(row.getLong("place")) - 1)));
            return allowed;
        });
    }
}
