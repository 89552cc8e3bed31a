package dev.carillon.api.submit;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.carillon.api.track.JobRepresentation;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A job as the answer to who asked for it.
 *
 * @param deduplicated whether it was there before, unfinished and with the same dedupe key, so that none was made
 */
@RegisterForReflection
record SubmittedJob(@JsonUnwrapped JobRepresentation job, boolean deduplicated) {}
