package dev.carillon.api.explain;

import dev.carillon.api.access.CurrentCaller;
import dev.carillon.api.track.JobLookup;
import dev.carillon.common.job.JobId;
import dev.carillon.common.store.JobObstacleReader;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code GET /v1/jobs/{id}/explain}. */
@Path("/v1/jobs/{id}/explain")
@Produces(MediaType.APPLICATION_JSON)
public class ExplainResource {

    private final JobObstacleReader obstacles;
    private final CurrentCaller caller;

    ExplainResource(JobObstacleReader obstacles, CurrentCaller caller) {
        this.obstacles = obstacles;
        this.caller = caller;
    }

    /** Why the job is not sent yet, and until when. */
    @GET
    public Uni<Explanation> explain(String id) {
        JobId job = JobLookup.id(id);
        return obstacles
                .read(caller.organizationId(), job)
                .map(found -> found.map(Explainer::explain).orElseThrow(JobLookup::unknown));
    }
}
