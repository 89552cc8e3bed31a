package dev.carillon.api.limit;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.limit.LimitConfig;
import dev.carillon.common.limit.QuotaOverrides;
import dev.carillon.common.limit.QuotaStore;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The organizations' own quotas, as they were read lately. They are read again in the background, so that no request waits for
 * PostgreSQL but the first, and what was read stays in force while PostgreSQL is away.
 */
@ApplicationScoped
class KnownQuotas {

    private static final int ORGANIZATIONS = 10_000;

    /** How long the first request of an organization waits for its quotas before it goes by those of all. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private record Known(QuotaOverrides quotas, long readAt, AtomicBoolean reading) {

        static Known now(QuotaOverrides quotas) {
            return new Known(quotas, System.nanoTime(), new AtomicBoolean());
        }
    }

    private final QuotaStore store;
    private final long lifetime;
    private final AsyncCache<OrganizationId, Known> known = Caffeine.newBuilder()
            .maximumSize(ORGANIZATIONS)
            .executor(Runnable::run)
            .buildAsync();

    KnownQuotas(QuotaStore store, LimitConfig config) {
        this.store = store;
        this.lifetime = config.overrideLifetime().toNanos();
    }

    /** The organization's own quotas. Fails never. */
    Uni<QuotaOverrides> of(OrganizationId organization) {
        Known read = last(organization);
        if (read != null) {
            refresh(organization, read);
            return Uni.createFrom().item(read.quotas());
        }
        return Uni.createFrom()
                .completionStage(() -> known.get(organization, (id, _) -> read(id)))
                .map(Known::quotas)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .recoverWithItem(QuotaOverrides.NONE);
    }

    /** What is known of them without asking. */
    QuotaOverrides known(OrganizationId organization) {
        Known read = last(organization);
        return read == null ? QuotaOverrides.NONE : read.quotas();
    }

    private @Nullable Known last(OrganizationId organization) {
        CompletableFuture<Known> reading = known.getIfPresent(organization);
        return reading != null && reading.isDone() && !reading.isCompletedExceptionally() ? reading.join() : null;
    }

    private CompletableFuture<Known> read(OrganizationId organization) {
        return store.read(organization).map(Known::now).subscribeAsCompletionStage();
    }

    private void refresh(OrganizationId organization, Known last) {
        if (System.nanoTime() - last.readAt() > lifetime && last.reading().compareAndSet(false, true)) {
            store.read(organization)
                    .map(Known::now)
                    .onFailure()
                    // Not before its time again, and until then as it was.
                    .recoverWithItem(failure -> {
                        Log.debugf("The quotas of %s stay as they were: %s", organization, failure);
                        return Known.now(last.quotas());
                    })
                    .subscribe()
                    .with(read -> known.put(organization, CompletableFuture.completedFuture(read)));
        }
    }
}
