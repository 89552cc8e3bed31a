package dev.carillon.common.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestPaceTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final RequestPace pace = new RequestPace(new SmallRyeConfigBuilder()
            .withMapping(HttpConfig.class)
            .withDefaultValue("carillon.http.head-timeout", "PT10S")
            .withDefaultValue("carillon.http.body-timeout", "PT20S")
            .withDefaultValue("carillon.http.minimum-body-rate", "1000")
            .build()
            .getConfigMapping(HttpConfig.class));

    @Test
    void aHeadHasItsTimeHoweverManyBytesCome() {
        assertTrue(pace.bytesArrived(0));
        assertFalse(pace.bytesArrived(9 * SECOND));

        assertEquals(SECOND, pace.left(9 * SECOND));
    }

    @Test
    void aBodyEarnsTimeByWhatArrives() {
        pace.bytesArrived(0);
        pace.headArrived(SECOND);
        pace.bodyArrived(999);
        assertEquals(20 * SECOND, pace.left(SECOND));

        pace.bodyArrived(2_001);
        assertEquals(23 * SECOND, pace.left(SECOND));
    }

    @Test
    void whatWeDidNotReadIsNotHeldAgainstIt() {
        pace.bytesArrived(0);
        pace.headArrived(0);

        pace.excuse(30 * SECOND);

        assertEquals(20 * SECOND, pace.left(30 * SECOND));
    }

    @Test
    void nothingRunsBetweenRequests() {
        pace.bytesArrived(0);
        pace.headArrived(0);
        pace.complete();

        assertFalse(pace.isArriving());
        assertTrue(pace.bytesArrived(SECOND));
    }
}
