package dev.carillon.worker.channel.webhook;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.carillon.worker.channel.Outcome;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The customers' endpoints, kept for a moment, and whether they work. One look-up at a time for an endpoint. */
@Singleton
class Endpoints {

    private static final int GONE = 410;

    private final EndpointStore store;
    private final EventConfig config;
    private final AsyncCache<EndpointKey, Optional<Endpoint>> cache;

    Endpoints(EndpointStore store, EventConfig config) {
        this.store = store;
        this.config = config;
        this.cache = Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(config.cache())
                .buildAsync();
    }

    /** The endpoint; empty when it was deleted. */
    Uni<Optional<Endpoint>> find(EndpointKey key) {
        return Uni.createFrom()
                .completionStage(
                        () -> cache.get(key, (wanted, _) -> store.find(wanted).subscribeAsCompletionStage()));
    }

    /**
     * Notes how a delivery ended. Never fails: the next one notes it too.
     *
     * @param status the answer's; 0 without one
     */
    Uni<Void> note(EndpointKey key, Endpoint endpoint, int status, Outcome outcome) {
        return noted(key, endpoint, status, outcome)
                .onFailure()
                .invoke(failure -> Log.warnf("The state of endpoint %s was not noted: %s", key.id(), failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private Uni<Void> noted(EndpointKey key, Endpoint endpoint, int status, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Delivered() ->
                endpoint.failing() ? store.works(key) : Uni.createFrom().voidItem();
            case Outcome.PermanentFailure(String error) -> status == GONE ? gone(key) : fails(key, error);
            case Outcome.TransientFailure failure -> fails(key, failure.error());
            case Outcome.Snoozed _ -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> gone(EndpointKey key) {
        return store.gone(key)
                .invoke(() -> Log.warnf("Endpoint %s answered 410 and is disabled", key.id()))
                .invoke(() -> cache.synchronous().invalidate(key));
    }

    private Uni<Void> fails(EndpointKey key, String error) {
        return store.fails(key, config.disableAfter(), error)
                .invoke(disabled -> {
                    if (disabled) {
                        Log.warnf("Endpoint %s took nothing for %s and is disabled", key.id(), config.disableAfter());
                        cache.synchronous().invalidate(key);
                    }
                })
                .replaceWithVoid();
    }
}
