package dev.carillon.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.local.process.FreePort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A start that cannot succeed, as an operator sees it. */
class StartTest {

    @Test
    void saysInASentenceThatPostgresqlCannotBeReached() throws IOException, InterruptedException {
        int nobody = FreePort.find();
        ProcessBuilder start = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        Path.of("..", "api-service", "target", "quarkus-app", "quarkus-run.jar")
                                .toString())
                .redirectErrorStream(true);
        start.environment().put("DATABASE_URL", "postgresql://carillon:secret@127.0.0.1:" + nobody + "/carillon");
        start.environment().put("REDIS_URL", "redis://127.0.0.1:" + nobody);
        start.environment().put("QUARKUS_HTTP_PORT", Integer.toString(FreePort.find()));
        // Half a minute of patience is for servers that start together.
        start.environment().put("QUARKUS_FLYWAY_CONNECT_RETRIES", "0");

        Process service = start.start();
        String output = new String(service.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(1, service.waitFor());
        assertTrue(output.contains("The service cannot start: PostgreSQL cannot be reached"), output);
        assertTrue(output.contains("127.0.0.1:" + nobody + " refused"), output);
        assertFalse(output.contains("\tat ") || output.contains("\\tat "), output);
        assertFalse(output.contains("secret"), output);
    }
}
