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
        ProcessBuilder start = start("api-service", nobody);
        // Half a minute of patience is for servers that start together.
        start.environment().put("QUARKUS_FLYWAY_CONNECT_RETRIES", "0");

        String output = failure(start);

        assertTrue(output.contains("The service cannot start: PostgreSQL cannot be reached"), output);
        assertTrue(output.contains("127.0.0.1:" + nobody + " refused"), output);
    }

    @Test
    void namesSettingsThatMakeNoSenseWithTheirValuesAndWhatTheyMayBe() throws IOException, InterruptedException {
        ProcessBuilder start = start("worker-service", FreePort.find());
        start.environment().put("CARILLON_INTAKE_BATCH", "0");
        start.environment().put("CARILLON_WORKER_LEASE", "PT0.2S");
        start.environment().put("CARILLON_UPKEEP_PROMOTE_EVERY", "PT-1S");
        start.environment().put("CARILLON_RETRY_DELAYS", "PT5S,soon");

        String output = failure(start);

        assertTrue(output.contains("The service cannot start: 4 settings are wrong"), output);
        assertTrue(output.contains("CARILLON_INTAKE_BATCH is \"0\""), output);
        assertTrue(output.contains("It must be a whole number from 1 to "), output);
        assertTrue(output.contains("CARILLON_WORKER_LEASE is \"PT0.2S\""), output);
        assertTrue(output.contains("from PT1S to PT10M"), output);
        assertTrue(output.contains("CARILLON_UPKEEP_PROMOTE_EVERY is \"PT-1S\""), output);
        assertTrue(output.contains("CARILLON_RETRY_DELAYS"), output);
    }

    private static ProcessBuilder start(String service, int nobody) throws IOException {
        ProcessBuilder start = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        Path.of("..", service, "target", "quarkus-app", "quarkus-run.jar")
                                .toString())
                .redirectErrorStream(true);
        start.environment().put("DATABASE_URL", "postgresql://carillon:secret@127.0.0.1:" + nobody + "/carillon");
        start.environment().put("REDIS_URL", "redis://127.0.0.1:" + nobody);
        start.environment().put("QUARKUS_HTTP_PORT", Integer.toString(FreePort.find()));
        return start;
    }

    /** What a start prints that fails as it should: for a person, and without a secret. */
    private static String failure(ProcessBuilder start) throws IOException, InterruptedException {
        Process service = start.start();
        String output = new String(service.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(1, service.waitFor());
        assertFalse(output.contains("\tat ") || output.contains("\\tat "), output);
        assertFalse(output.contains("secret"), output);
        return output;
    }
}
