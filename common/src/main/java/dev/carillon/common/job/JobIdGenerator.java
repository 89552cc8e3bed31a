package dev.carillon.common.job;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Makes job ids. Ids made by one instance ascend, also within a millisecond. Safe for use by many threads. */
@Singleton
public class JobIdGenerator {

    // Made when the bean is, at run time: a random source must not be part of a native image.
    private final TimeBasedEpochGenerator generator = Generators.timeBasedEpochGenerator();

    /** A new id. */
    public JobId next() {
        return new JobId(generator.generate());
    }

    /** A new id of a job that is made at {@code moment}, whatever this machine's clock says. */
    public JobId at(Instant moment) {
        return new JobId(generator.construct(moment.toEpochMilli()));
    }
}
