package dev.carillon.api.signin;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.carillon.api.identity.ListedSession;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;

/** A person's sessions: they are few. */
@RegisterForReflection
record SessionList(List<Entry> data) {

    /**
     * A session.
     *
     * @param current whether it is the one that asks
     * @param address of the client that began it
     * @param browser as it calls itself
     */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    record Entry(String id, boolean current, Instant signedInAt, Instant lastUsedAt, String address, String browser) {}

    static SessionList of(List<ListedSession> sessions, String current) {
        return new SessionList(sessions.stream()
                .map(listed -> new Entry(
                        listed.session().id(),
                        listed.session().id().equals(current),
                        listed.session().signedInAt(),
                        listed.lastUsedAt(),
                        listed.session().address(),
                        listed.session().browser()))
                .toList());
    }
}
