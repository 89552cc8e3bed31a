package dev.carillon.api.submit;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** The jobs of a batch, in the order of its items. */
@RegisterForReflection
record JobBatch(List<SubmittedJob> data) {}
