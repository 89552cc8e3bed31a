package dev.carillon.common.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemKindTest {

    @ParameterizedTest
    @EnumSource(ProblemKind.class)
    void everyKindIsDescribed(ProblemKind kind) throws IOException {
        String documentation = Files.readString(Path.of("../docs/problems.md"));
        String name = kind.type().substring(kind.type().lastIndexOf('/') + 1);

        assertTrue(documentation.contains("| `" + name + "` | " + kind.status() + " |"), name);
    }

    @Test
    void typesDiffer() {
        Set<String> types = new HashSet<>(
                Arrays.stream(ProblemKind.values()).map(ProblemKind::type).toList());

        assertEquals(ProblemKind.values().length, types.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 429, 500, 502, 503})
    void everyStatusThatIsToldApartHasAKind(int status) {
        assertEquals(status, ProblemKind.ofStatus(status).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "53300", "57P01", "57P03"})
    void statesOfAServerThatGoesOrComesAreOutages(String sqlState) {
        assertEquals(ProblemKind.UNAVAILABLE, ProblemKind.of(new PgException("x", "FATAL", sqlState, "y")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"22P05", "23505", "42601"})
    void mistakesInStatementsAreDefects(String sqlState) {
        assertEquals(ProblemKind.INTERNAL, ProblemKind.of(new PgException("x", "ERROR", sqlState, "y")));
    }

    @Test
    void lostConnectionsAreOutagesHoweverTheyAreWrapped() {
        for (Throwable failure : new Throwable[] {
            new ConnectException(),
            new UnknownHostException(),
            new TimeoutException(),
            new io.smallrye.mutiny.TimeoutException(),
            ClosedConnectionException.INSTANCE,
            new NoStackTraceThrowable("Timeout"),
            new VertxException("Connection was closed")
        }) {
            assertEquals(ProblemKind.UNAVAILABLE, ProblemKind.of(failure), failure.toString());
            assertEquals(ProblemKind.UNAVAILABLE, ProblemKind.of(new CompletionException(failure)), failure.toString());
        }
        assertEquals(ProblemKind.INTERNAL, ProblemKind.of(new IllegalStateException()));
    }

    @Test
    void aRefusalKeepsItsKind() {
        assertEquals(ProblemKind.CONFLICT, ProblemKind.of(new ProblemException(Problem.of(ProblemKind.CONFLICT, "x"))));
    }
}
