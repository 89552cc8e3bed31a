package dev.carillon.monitoring.session;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The sessions that this instance has seen lately, for the time that Redis does not answer. */
@Singleton
class RememberedSessions {

    private static final int MOST = 1_000;

    private record Seen(Session session, Instant at) {}

    private final Duration grace;
    private final Duration lifetime;
    // In the order of use, so that the longest unused leave first.
    private final Map<String, Seen> sessions = new LinkedHashMap<>(16, 0.75f, true);

    RememberedSessions(SessionConfig config) {
        this.grace = config.outageGrace();
        this.lifetime = config.lifetime();
    }

    /** Keeps what Redis has just said of the session. */
    synchronized void keep(SessionToken token, Optional<Session> session, Instant now) {
        session.ifPresentOrElse(
                found -> sessions.put(token.hash(), new Seen(found, now)), () -> sessions.remove(token.hash()));
        while (sessions.size() > MOST) {
            sessions.remove(sessions.keySet().iterator().next());
        }
    }

    /** The session, if Redis knew it not long ago. */
    synchronized Optional<Session> recall(SessionToken token, Instant now) {
        return Optional.ofNullable(sessions.get(token.hash()))
                .filter(seen -> seen.at().plus(grace).isAfter(now))
                .map(Seen::session)
                .filter(session -> session.signedInAt().plus(lifetime).isAfter(now));
    }

    synchronized void forget(SessionToken token) {
        sessions.remove(token.hash());
    }
}
