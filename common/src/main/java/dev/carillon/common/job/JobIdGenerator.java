package dev.carillon.common.job;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import jakarta.inject.Singleton;

/** Makes job ids. Ids made by one instance ascend, also within a millisecond. Safe for use by many threads. */
@Singleton
public class JobIdGenerator {

    // Made when the bean is, at run time: a random source must not be part of a native image.
    private final TimeBasedEpochGenerator generator = Generators.timeBasedEpochGenerator();

    /** A new id. */
    public JobId next() {
        return new JobId(generator.generate());
    }
}
