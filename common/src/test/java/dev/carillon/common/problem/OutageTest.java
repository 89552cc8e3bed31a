package dev.carillon.common.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who waits gets over an outage, and not over a defect: the one is 503, the other 500. */
class OutageTest {

    @ParameterizedTest
    @CsvSource({
        "08006, true", "08001, true", "53300, true", "57P01, true", "57P03, true",
        "57014, false", "23505, false", "42P01, false", "40001, false", ", false"
    })
    void postgresqlSaysWhichItIs(@Nullable String state, boolean outage) {
        assertEquals(outage, Outage.isBehind(new PgException("x", "FATAL", state, "x")));
    }

    @Test
    void connectionsThatBreakOrDoNotComeAreOutages() {
        for (Throwable failure : List.of(
                ClosedConnectionException.INSTANCE,
                new ConnectException("refused"),
                new IOException("reset"),
                new TimeoutException(),
                new io.smallrye.mutiny.TimeoutException(),
                new VertxException("Connection was closed", true))) {
            assertTrue(Outage.isBehind(failure), failure::toString);
            assertTrue(Outage.isBehind(new CompletionException(new IllegalStateException(failure))), failure::toString);
        }
    }

    @Test
    void defectsAreNone() {
        assertFalse(Outage.isBehind(new NullPointerException()));
        assertFalse(Outage.isBehind(new IllegalStateException(new ClassCastException())));
    }

    @Test
    void causesThatLeadInACircleComeToAnEnd() {
        Exception one = new IllegalStateException("one");
        Exception other = new IllegalStateException("other", one);
        one.initCause(other);

        assertFalse(Outage.isBehind(one));
    }
}
