package dev.carillon.worker.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.JobId;
import dev.carillon.worker.channel.CalledBackException;
import dev.carillon.worker.channel.Envelope;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MailDeskTest {

    private final Vertx vertx = Vertx.vertx();
    private final MailDesk desk = new MailDesk(vertx, 2);
    private final List<UniEmitter<? super MailResult>> client = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<MailResult>> others = new ArrayList<>();
    private Duration patience = Duration.ofMinutes(1);

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void mailsBeyondTheConnectionsWaitForOne() {
        var outcomes = IntStream.range(0, 3).mapToObj(_ -> send(() -> true)).toList();
        awaitSent(2);

        client.getFirst().complete(new MailResult());

        awaitSent(3);
        client.forEach(each -> each.complete(new MailResult()));
        outcomes.forEach(CompletableFuture::join);
    }

    @Test
    void aMailThatIsCalledBackWhileItWaitsIsNeverSent() {
        occupy();
        occupy();
        AtomicBoolean wanted = new AtomicBoolean(true);
        List<CompletableFuture<MailResult>> waiting = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            waiting.add(send(wanted::get));
        }
        awaitSent(2);

        wanted.set(false);
        client.getFirst().complete(new MailResult());

        waiting.forEach(each -> assertInstanceOf(
                CalledBackException.class,
                assertThrows(CompletionException.class, each::join).getCause()));
        assertEquals(2, client.size(), "handed to the client");
    }

    @Test
    void aMailWhoseTurnComesTooLateIsNotSent() {
        occupy();
        occupy();
        awaitSent(2);
        patience = Duration.ZERO;
        CompletableFuture<MailResult> late = send(() -> true);

        client.getFirst().complete(new MailResult());

        assertInstanceOf(
                MailDeskBusyException.class,
                assertThrows(CompletionException.class, late::join).getCause());
        assertEquals(2, client.size(), "handed to the client");
    }

    @Test
    void aMailThatNobodyWaitsForAnyMoreHoldsItsConnectionUntilItIsThrough() {
        occupy();
        CompletableFuture<MailResult> impatient = send(() -> true);
        awaitSent(2);
        occupy();

        impatient.cancel(true);
        client.getFirst().complete(new MailResult());

        awaitSent(3);
        assertEquals(3, client.size());
    }

    private void occupy() {
        others.add(send(() -> true));
    }

    private CompletableFuture<MailResult> send(BooleanSupplier wanted) {
        Envelope envelope = new Envelope(
                new JobId(UUID.randomUUID()), new OrganizationId(UUID.randomUUID()), InstantSource.system(), wanted);
        return desk.send(envelope, patience, () -> Uni.createFrom().emitter(client::add))
                .subscribeAsCompletionStage();
    }

    private void awaitSent(int mails) {
        Awaitility.await("handed to the client").atMost(Duration.ofSeconds(10)).until(() -> client.size() == mails);
    }
}
