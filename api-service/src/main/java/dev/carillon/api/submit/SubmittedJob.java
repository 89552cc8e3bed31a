package dev.carillon.api.submit;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.carillon.api.track.JobRepresentation;
import dev.carillon.common.problem.FieldError;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * A job as the answer to who asked for it.
 *
 * @param deduplicated whether it was there before, unfinished and with the same dedupe key, so that none was made
 * @param warnings what of the request is not in the job, and why; empty when all of it is
 */
@RegisterForReflection
record SubmittedJob(@JsonUnwrapped JobRepresentation job, boolean deduplicated, List<FieldError> warnings) {}
