package dev.carillon.common.database;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Notices that PostgreSQL is silent. A server that hangs, or a network that drops packets, refuses nothing: without this every
 * request would wait for its own deadline, and connections and memory would be used up by those that wait.
 *
 * <p>When somebody has waited and nobody was answered for half of the patience, a probe is sent, and has the other half for its
 * answer. So a long report alone silences nobody, and neither does a disk that is slow to commit. In silence those who wait are
 * given up, and new requests are refused at once, until a probe is answered.
 */
final class Listening {

    private static final Logger LOG = Logger.getLogger(Listening.class);

    private final Duration half;
    private final LongSupplier nanoTime;
    private final Supplier<Future<Void>> probe;
    private final Runnable inSilence;
    private final Set<Waiting<?>> waiting = new LinkedHashSet<>();
    private long answeredAt;
    private long lookedAt;
    private boolean probing;
    private boolean silent;

    /** A request under way; each is itself alone. */
    static final class Waiting<T> {

        private final long since;
        private final Promise<T> promise = promise();

        private Waiting(long since) {
            this.since = since;
        }

        /** Whether nobody waits for the answer any more. */
        boolean isGivenUp() {
            return promise.future().isComplete();
        }

        /** What comes of it is told in the context of the request, as the pool would. */
        private static <T> Promise<T> promise() {
            ContextInternal context = ContextInternal.current();
            return context == null ? Promise.promise() : context.promise();
        }
    }

    /**
     * @param patience the silence after which requests are refused
     * @param nanoTime a clock that only goes forward, in nanoseconds
     * @param probe asks PostgreSQL for a sign of life; fails by itself after half the patience
     * @param inSilence is run when silence begins, and those who waited have been told
     */
    Listening(Duration patience, LongSupplier nanoTime, Supplier<Future<Void>> probe, Runnable inSilence) {
        this.half = patience.dividedBy(2);
        this.nanoTime = nanoTime;
        this.probe = probe;
        this.inSilence = inSilence;
        this.answeredAt = nanoTime.getAsLong();
        this.lookedAt = answeredAt;
    }

    /** Makes a request whose success is a sign of life, or fails at once. */
    <T> Future<T> hear(Function<Waiting<T>, Future<T>> request) {
        return ask(request, true, _ -> {});
    }

    /**
     * Asks for something that the pool may lend without a word from PostgreSQL, or fails at once.
     *
     * @param giveBack takes what comes when nobody waits for it any more
     */
    <T> Future<T> borrow(Supplier<Future<T>> request, Consumer<T> giveBack) {
        return ask(_ -> request.get(), false, giveBack);
    }

    private <T> Future<T> ask(Function<Waiting<T>, Future<T>> request, boolean proves, Consumer<T> late) {
        Waiting<T> place = new Waiting<>(nanoTime.getAsLong());
        synchronized (this) {
            if (silent) {
                return Future.failedFuture(refusal());
            }
            waiting.add(place);
        }
        request.apply(place).onComplete(result -> {
            ended(place, result.succeeded() ? proves : result.cause() instanceof PgException);
            if (result.failed()) {
                place.promise.tryFail(result.cause());
            } else if (!place.promise.tryComplete(result.result())) {
                late.accept(result.result());
            }
        });
        return place.promise.future();
    }

    private void ended(Waiting<?> place, boolean answered) {
        synchronized (this) {
            waiting.remove(place);
        }
        if (answered) {
            answered();
        }
    }

    /**
     * Sees to it that silence is noticed, and its end. To be called several times within the patience. When it was not called for half
     * of that, this process itself was held up, by cold code or a stop: answers may be here and not read yet, and nobody else is to blame.
     */
    void look() {
        synchronized (this) {
            long now = nanoTime.getAsLong();
            if (!silent && now - lookedAt > half.toNanos()) {
                answeredAt = now;
            }
            lookedAt = now;
            if (probing || !silent && !isSuspicious()) {
                return;
            }
            probing = true;
        }
        probe.get().onComplete(answer -> probed(answer.succeeded()));
    }

    /** Whether somebody has waited and nobody was answered for half the patience. */
    private boolean isSuspicious() {
        long now = nanoTime.getAsLong();
        return now - answeredAt > half.toNanos()
                && !waiting.isEmpty()
                && now - waiting.iterator().next().since > half.toNanos();
    }

    private void probed(boolean answered) {
        List<Waiting<?>> givenUp = List.of();
        boolean begins;
        synchronized (this) {
            probing = false;
            begins = !answered && !silent && isSuspicious();
            if (begins) {
                silent = true;
                givenUp = List.copyOf(waiting);
                waiting.clear();
            }
        }
        if (answered) {
            answered();
        } else if (begins) {
            LOG.warnf(
                    "PostgreSQL is silent: %d requests were given up, and new ones are refused until it answers",
                    givenUp.size());
            givenUp.forEach(each -> each.promise.tryFail(refusal()));
            inSilence.run();
        }
    }

    private void answered() {
        long silence;
        synchronized (this) {
            long now = nanoTime.getAsLong();
            silence = now - answeredAt;
            answeredAt = now;
            if (!silent) {
                return;
            }
            silent = false;
        }
        LOG.infof("PostgreSQL answers again, after %d ms", TimeUnit.NANOSECONDS.toMillis(silence));
    }

    private static Throwable refusal() {
        return new NoStackTraceThrowable("PostgreSQL does not answer");
    }
}
