package dev.carillon.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carillon.local.drill.ClockFault;
import dev.carillon.local.drill.Drill;
import dev.carillon.local.drill.DrillTable;
import dev.carillon.local.drill.Fault;
import dev.carillon.local.drill.Faults;
import dev.carillon.local.drill.Fleet;
import dev.carillon.local.drill.Load;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

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

    /** Its logs go with it. */
    @AfterAll
    static void stop() {
        try (Fleet ending = fleet) {
            SecretsOfTheDrill.assertHidden(ending);
        }
    }

    @Test
    void aKilledWorkerLosesNothing() {
        survives(faults.workerKilled());
    }

    @Test
    void anEmptiedRedisLosesAndRepeatsNothing() {
        survives(faults.redisEmptied());
    }

    @Test
    void whileRedisIsAwayEveryRequestIsAccepted() {
        Load.Tally load = survives(faults.redisKilled()).load();

        assertEquals(0, load.unavailable(), "refused");
        assertEquals(0, load.unanswered(), "not answered");
    }

    @Test
    void whilePostgresqlIsAwayRequestsAreRefusedAtOnceAndNothingIsHalfAccepted() {
        Load.Tally load = survives(faults.postgresKilled()).load();

        assertTrue(load.unavailable() > 100, "refused by 503 with Retry-After: " + load);
        assertEquals(0, load.unanswered(), "not answered");
        // Far from the ten seconds that a commit may take; on a busy machine "at once" has been two.
        assertTrue(load.slowestRefusal().compareTo(Duration.ofSeconds(4)) < 0, "at once: " + load);
    }

    @Test
    void whilePostgresqlHangsRequestsAreRefusedAndNothingIsSentTwiceAfterwards() {
        Load.Tally load = survives(faults.postgresFrozen()).load();

        assertTrue(load.unavailable() > 0, "refused by 503 with Retry-After: " + load);
        // How soon is measured where services are warm and nothing else runs: api-service's SilentDatabaseTest.
        assertEquals(0, load.unanswered(), "not answered");
    }

    @Test
    void aWorkerThatStopsForLongerThanItsLeaseLosesNothing() {
        survives(faults.workerStopped());
    }

    @TestFactory
    List<DynamicTest> aWorkerWhoseClockIsFiveMinutesOffLosesRepeatsAndHastensNothing() {
        if (!ClockFault.isPossible()) {
            System.err.println("########################################################################");
            System.err.println("## " + ClockFault.skipped());
            System.err.println("########################################################################");
        }
        assumeTrue(ClockFault.isPossible(), ClockFault.skipped());
        return ClockFault.on(fleet).stream()
                .map(fault -> DynamicTest.dynamicTest(fault.name(), () -> survives(fault)))
                .toList();
    }

    private static Drill.Result survives(Fault fault) {
        Drill.Result result = drill.run(fault, _ -> {});
        System.out.println(DrillTable.line(result));
        List<String> remarks = DrillTable.remarks(result);
        remarks.forEach(System.out::println);
        assertTrue(result.passed(), DrillTable.line(result) + remarks);
        return result;
    }
}
