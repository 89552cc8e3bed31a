package dev.carillon.common.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.carillon.common.testing.OwnPostgres;
import dev.carillon.local.server.PostgresServer;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** PostgreSQL ends under load and comes back. Whoever waits is told, once; the log has no surprise. */
@QuarkusTest
@WithTestResource(value = OwnPostgres.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class DatabaseRestartTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    Pool database;

    private final Queue<LogRecord> surprises = new ConcurrentLinkedQueue<>();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord event) {
            if (String.valueOf(event.getMessage()).contains("Uncaught exception")) {
                surprises.add(event);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        Logger.getLogger("").addHandler(listener);
    }

    @AfterEach
    void stopListening() {
        Logger.getLogger("").removeHandler(listener);
    }

    @Test
    void nobodyIsToldTwice() {
        PostgresServer server = OwnPostgres.server();
        AtomicBoolean stopped = new AtomicBoolean();
        List<Thread> clients = IntStream.range(0, 100)
                .mapToObj(_ -> Thread.ofVirtual().start(() -> ask(stopped)))
                .toList();
        awaitAnswer();
        server.kill();
        server.start();
        awaitAnswer();
        server.stop();
        server.start();
        awaitAnswer();
        // The time limit for a connection: what was left running then finds its result complete.
        Awaitility.await().pollDelay(Duration.ofSeconds(6)).until(() -> true);
        stopped.set(true);
        clients.forEach(client -> {
            try {
                client.join(PATIENCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        surprises.forEach(event -> event.getThrown().printStackTrace());
        assertEquals(0, surprises.size());
    }

    private void ask(AtomicBoolean stopped) {
        while (!stopped.get()) {
            try {
                database.preparedQuery("SELECT $1::int, pg_sleep(0.005)")
                        .execute(Tuple.of(1))
                        .await()
                        .atMost(PATIENCE);
            } catch (RuntimeException expected) {
                Thread.onSpinWait();
            }
        }
    }

    private void awaitAnswer() {
        Awaitility.await("PostgreSQL answers")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> database.query("SELECT 1")
                                .execute()
                                .await()
                                .atMost(PATIENCE)
                                .rowCount()
                        == 1);
    }
}
