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
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemKindTest {

    /** The document shows links as well; its words are those of the pages. */
    @ParameterizedTest
    @EnumSource(ProblemKind.class)
    void theDocumentSaysWhatThePageSays(ProblemKind kind) throws IOException {
        String document = Files.readString(Path.of("../docs/problems.md")).replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1");
        String row = "| `%s` | %d | %s | %s |\n".formatted(kind.slug(), kind.status(), kind.meaning(), kind.remedy());

        assertTrue(document.contains(row), row);
    }

    @Test
    void theDocumentHasNoOtherKinds() throws IOException {
        long rows = Files.readAllLines(Path.of("../docs/problems.md")).stream()
                .filter(line -> line.matches("\\| `[a-z-]+` \\| [0-9]{3} \\|.*"))
                .count();

        assertEquals(ProblemKind.values().length, rows);
    }

    @ParameterizedTest
    @EnumSource(ProblemKind.class)
    void kindsAreFoundByTheLastPartOfTheirType(ProblemKind kind) {
        assertEquals(Optional.of(kind), ProblemKind.ofSlug(kind.slug()));
        assertTrue(kind.slug().matches("[a-z-]+"), kind.slug());
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
