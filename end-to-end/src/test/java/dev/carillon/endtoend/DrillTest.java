package dev.carillon.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.local.drill.Drill;
import dev.carillon.local.drill.Fault;
import dev.carillon.local.drill.Faults;
import dev.carillon.local.drill.Fleet;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The drill in short: faults under a load of all organizations and channels, judged by the journals and the database. */
class DrillTest {

    private static Fleet fleet;
    private static Drill drill;
    private static Faults faults;

    @BeforeAll
    static void start() {
        fleet = Fleet.start(Path.of("..").toAbsolutePath().normalize());
        drill = new Drill(fleet, 150, Duration.ofSeconds(2));
        faults = new Faults(fleet);
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    @Test
    void aKilledWorkerLosesNothing() {
        survives(faults.workerKilled());
    }

    @Test
    void anEmptiedRedisLosesAndRepeatsNothing() {
        assertEquals(0, survives(faults.redisEmptied()).twice());
    }

    @Test
    void whileRedisIsAwayEveryRequestIsAccepted() {
        Drill.Result result = survives(faults.redisKilled());

        assertEquals(0, result.unavailable(), "refused");
        assertEquals(0, result.unanswered(), "not answered");
    }

    @Test
    void whilePostgresqlIsAwayRequestsAreRefusedAtOnceAndNothingIsHalfAccepted() {
        Drill.Result result = survives(faults.postgresKilled());

        assertTrue(result.unavailable() > 100, "refused by 503 with Retry-After: " + result);
        assertEquals(0, result.unanswered(), "not answered");
        assertTrue(result.slowestRefusal().compareTo(Duration.ofSeconds(1)) < 0, "at once: " + result);
    }

    private static Drill.Result survives(Fault fault) {
        Drill.Result result = drill.run(fault);
        System.out.println(result);
        assertTrue(result.passed(), result.toString());
        return result;
    }
}
