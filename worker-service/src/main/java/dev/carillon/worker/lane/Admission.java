package dev.carillon.worker.lane;

import dev.carillon.common.lane.Lane;
import java.time.Duration;

/** Whether a job may be sent now. */
public sealed interface Admission {

    /** It may, and takes a place until {@link Lanes#leave} gives it back. */
    record Admitted(Lane lane) implements Admission {}

    /**
     * It may not.
     *
     * @param delay until it is worth to look again
     * @param reason in a sentence
     */
    record PutOff(Duration delay, String reason) implements Admission {}
}
