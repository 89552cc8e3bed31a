package dev.carillon.api.identity;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.carillon.common.identity.AccountId;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.identity.Role;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL says of accounts and their roles, remembered for less than the second within which changes must count. */
@ApplicationScoped
public class Standings {

    static final String FIND = """
            SELECT account.credentials_version, membership.role
            FROM account
                 LEFT JOIN membership ON membership.account_id = account.id AND membership.organization_id = $2
            WHERE account.id = $1
            """;

    private static final Duration TRUST = Duration.ofMillis(900);
    private static final int REMEMBERED = 10_000;

    private final Pool database;
    private final AsyncCache<Place, Standing> standings = Caffeine.newBuilder()
            .expireAfterWrite(TRUST)
            .maximumSize(REMEMBERED)
            .executor(Runnable::run)
            .buildAsync();

    private record Place(AccountId account, @Nullable OrganizationId organization) {}

    Standings(Pool database) {
        this.database = database;
    }

    /** What holds of the session's account in the session's organization; empty when the session is void. */
    public Uni<Optional<Standing>> of(Session session) {
        Place place = new Place(session.account(), session.organization());
        return Uni.createFrom()
                .completionStage(() -> look(place))
                .map(found -> Optional.ofNullable(found)
                        .filter(standing -> standing.credentialsVersion() == session.credentialsVersion()));
    }

    /** Forgets what was known of an account, which has just been changed: here it counts at once. */
    public void forget(AccountId account) {
        standings.asMap().keySet().removeIf(place -> place.account().equals(account));
    }

    // A future of null is not kept, nor one that failed.
    @SuppressWarnings("NullAway")
    private CompletableFuture<@Nullable Standing> look(Place place) {
        return standings.get(place, (asked, _) -> find(asked).subscribeAsCompletionStage());
    }

    private Uni<@Nullable Standing> find(Place place) {
        OrganizationId organization = place.organization();
        return database.preparedQuery(FIND)
                .execute(Tuple.of(place.account().value(), organization == null ? null : organization.value()))
                .map(rows -> {
                    for (Row row : rows) {
                        String role = row.getString("role");
                        return new Standing(
                                row.getInteger("credentials_version"),
                                role == null ? Optional.empty() : Optional.of(Role.of(role)));
                    }
                    return null;
                });
    }
}
