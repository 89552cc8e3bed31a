package dev.carillon.common.pace;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the one pace of an instance. */
final class PaceProducer {

    private PaceProducer() {}

    @Produces
    @Singleton
    static BulkPace pace(PaceConfig config) {
        return new BulkPace(config, System::nanoTime);
    }
}
