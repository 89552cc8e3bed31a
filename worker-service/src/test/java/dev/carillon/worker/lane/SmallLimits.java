package dev.carillon.worker.lane;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Limits that a test reaches with few jobs. */
public final class SmallLimits implements QuarkusTestProfile {

    static final int ENDPOINT = 5;

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "carillon.concurrency.endpoint", Integer.toString(ENDPOINT),
                "carillon.lane.look-every", "PT0.1S",
                "carillon.unknown-outcome.webhook", "hold");
    }
}
