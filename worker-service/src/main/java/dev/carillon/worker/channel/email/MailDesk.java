package dev.carillon.worker.channel.email;

import dev.carillon.worker.channel.CalledBackException;
import dev.carillon.worker.channel.Envelope;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailResult;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Lets as many mails through at once as there are connections to the mail server. Those that wait here can be called back until the
 * moment they are sent; those that wait inside the mail client cannot, and would go out long after they were given up.
 */
@Singleton
class MailDesk {

    private final Vertx vertx;
    private final Queue<Turn> waiting = new ArrayDeque<>();
    private int free;

    /** A mail that waits for a connection. */
    private record Turn(
            Context context,
            Envelope envelope,
            long latest,
            Supplier<Uni<MailResult>> mail,
            UniEmitter<? super MailResult> emitter) {}

    MailDesk(Vertx vertx, @ConfigProperty(name = "quarkus.mailer.max-pool-size") int connections) {
        this.vertx = vertx;
        this.free = connections;
    }

    /**
     * Sends the mail when there is a connection for it. The connection is free again when the client has ended, whether or not anybody
     * still waits for the outcome.
     *
     * @param patience how long the mail may wait: one that is sent at the end of its time limit is given up in the middle of it, and
     *     then repeated although it arrived
     * @throws CalledBackException by the {@link Uni}, when the mail is not wanted any more when its turn comes
     * @throws MailDeskBusyException by the {@link Uni}, when its turn comes too late
     */
    Uni<MailResult> send(Envelope envelope, Duration patience, Supplier<Uni<MailResult>> mail) {
        return Uni.createFrom()
                .emitter(emitter -> enter(new Turn(
                        vertx.getOrCreateContext(), envelope, System.nanoTime() + patience.toNanos(), mail, emitter)));
    }

    private void enter(Turn turn) {
        synchronized (waiting) {
            if (free == 0) {
                waiting.add(turn);
                return;
            }
            free--;
        }
        begin(turn);
    }

    private void begin(Turn turn) {
        if (!turn.envelope().isWanted()) {
            turn.emitter().fail(new CalledBackException());
            leave();
            return;
        }
        if (System.nanoTime() - turn.latest() > 0) {
            turn.emitter().fail(new MailDeskBusyException());
            leave();
            return;
        }
        Uni.createFrom()
                .deferred(() -> turn.mail().get())
                .onTermination()
                .invoke(this::leave)
                .subscribe()
                .with(turn.emitter()::complete, turn.emitter()::fail);
    }

    private void leave() {
        Turn next = next();
        if (next != null) {
            // On its own context: its log lines carry its own ids, and a thousand turns in a row do not pile up.
            next.context().runOnContext(_ -> begin(next));
        }
    }

    private @Nullable Turn next() {
        synchronized (waiting) {
            Turn next = waiting.poll();
            if (next == null) {
                free++;
            }
            return next;
        }
    }
}
