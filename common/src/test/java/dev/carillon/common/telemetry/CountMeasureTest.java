package dev.carillon.common.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.carillon.common.job.JobState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CountMeasureTest {

    @ParameterizedTest
    // What is discarded has ended before.
    @EnumSource(value = JobState.class, names = "DISCARDED", mode = EnumSource.Mode.EXCLUDE)
    void countsAJobAsFinishedExactlyWhenItIs(JobState state) {
        assertEquals(
                state.isFinished(),
                CountMeasure.entering(state).map(CountMeasure::isFinish).orElse(false));
    }
}
