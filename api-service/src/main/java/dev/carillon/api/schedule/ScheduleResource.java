package dev.carillon.api.schedule;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.carillon.api.access.CurrentCaller;
import dev.carillon.api.submit.IdempotencyHeader;
import dev.carillon.api.submit.RequestHash;
import dev.carillon.api.submit.TemplateReader;
import dev.carillon.api.track.JobRepresentation;
import dev.carillon.common.body.Mistakes;
import dev.carillon.common.body.RequestBody;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.schedule.Schedule;
import dev.carillon.common.schedule.ScheduleId;
import dev.carillon.common.schedule.ScheduleSettings;
import dev.carillon.common.store.IdempotencyKey;
import dev.carillon.common.store.ScheduleStore;
import dev.carillon.common.store.StoreFailure;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.function.BiFunction;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jspecify.annotations.Nullable;

/** An organization's schedules. */
@Path(ScheduleResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
public class ScheduleResource {

    static final String PATH = "/v1/schedules";
    private static final Instant THE_END_OF_TIME = Instant.parse("9999-12-31T23:59:59.999999Z");

    private final ScheduleStore schedules;
    private final RunNow runNow;
    private final TemplateReader templates;
    private final CurrentCaller caller;
    private final ScheduleConfig config;

    ScheduleResource(
            ScheduleStore schedules,
            RunNow runNow,
            TemplateReader templates,
            CurrentCaller caller,
            ScheduleConfig config) {
        this.schedules = schedules;
        this.runNow = runNow;
        this.templates = templates;
        this.caller = caller;
        this.config = config;
    }

    /** Makes a schedule. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<ScheduleRepresentation>> create(RequestBody body) {
        OrganizationId organization = caller.organizationId();
        return schedules.now().chain(now -> {
            ScheduleSettings settings = ScheduleRequest.read(body, now, templates, config);
            Schedule schedule = Schedule.create(ScheduleId.random(), organization, settings, now);
            return schedules.create(schedule, config.perOrganization()).map(creation -> switch (creation) {
                case CREATED -> created(schedule);
                case NAME_TAKEN -> throw ScheduleRefusal.nameTaken(settings.name());
                case TOO_MANY -> throw ScheduleRefusal.tooMany(config.perOrganization());
            });
        });
    }

    private RestResponse<ScheduleRepresentation> created(Schedule schedule) {
        ScheduleRepresentation answer = representation(schedule);
        return ResponseBuilder.create(Status.CREATED, answer)
                .header(HttpHeaders.LOCATION, answer.path())
                .build();
    }

    /** A page of schedules, by name. */
    @GET
    public Uni<SchedulePage> list(@Context UriInfo address) {
        PageQuery<String> query = PageQuery.read(address.getQueryParameters(), PlaceCursor::readName, "");
        return schedules
                .list(caller.organizationId(), query.place(), query.limit() + 1)
                .map(found -> SchedulePage.of(found, query.limit(), config.previewedTimes()));
    }

    /** One schedule. */
    @GET
    @Path("/{id}")
    public Uni<ScheduleRepresentation> find(String id) {
        return schedules
                .find(caller.organizationId(), id(id))
                .map(found -> representation(
                        found.orElseThrow(ScheduleRefusal::unknown).schedule()));
    }

    /** Gives a schedule other settings. */
    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<ScheduleRepresentation> replace(String id, RequestBody body) {
        OrganizationId organization = caller.organizationId();
        ScheduleId schedule = id(id);
        return schedules.now().chain(moment -> {
            ScheduleSettings settings = ScheduleRequest.read(body, moment, templates, config);
            return change(organization, schedule, (found, now) -> found.replaced(settings, now))
                    .onFailure(StoreFailure::isDuplicate)
                    .transform(_ -> ScheduleRefusal.nameTaken(settings.name()));
        });
    }

    /** Deletes a schedule. */
    @DELETE
    @Path("/{id}")
    public Uni<RestResponse<Void>> delete(String id) {
        return schedules.delete(caller.organizationId(), id(id)).map(deleted -> {
            if (!deleted) {
                throw ScheduleRefusal.unknown();
            }
            return RestResponse.noContent();
        });
    }

    /** Keeps a schedule from firing. */
    @POST
    @Path("/{id}/pause")
    public Uni<ScheduleRepresentation> pause(String id) {
        return change(caller.organizationId(), id(id), Schedule::paused);
    }

    /** Lets a schedule fire again. */
    @POST
    @Path("/{id}/resume")
    public Uni<ScheduleRepresentation> resume(String id) {
        return change(caller.organizationId(), id(id), Schedule::resumed);
    }

    /** Makes a job of a schedule at once. */
    @POST
    @Path("/{id}/run")
    public Uni<RestResponse<JobRepresentation>> run(String id, @Context HttpHeaders headers) {
        ScheduleId schedule = id(id);
        return runNow.run(caller.organizationId(), schedule, key(schedule, headers))
                .map(run -> {
                    JobRepresentation answer = JobRepresentation.from(run.job());
                    ResponseBuilder<JobRepresentation> response =
                            ResponseBuilder.create(Status.ACCEPTED, answer).header(HttpHeaders.LOCATION, answer.path());
                    return (run.replayed() ? response.header(IdempotencyHeader.REPLAYED, "true") : response).build();
                });
    }

    private static @Nullable IdempotencyKey key(ScheduleId schedule, HttpHeaders headers) {
        Mistakes mistakes = new Mistakes();
        String key = IdempotencyHeader.read(headers, mistakes);
        mistakes.throwIfAny();
        String path = "%s/%s/run".formatted(PATH, schedule);
        return key == null ? null : new IdempotencyKey(key, RequestHash.of("POST", path, NullNode.getInstance()));
    }

    /** A page of what a schedule fired, latest times first. */
    @GET
    @Path("/{id}/firings")
    public Uni<FiringPage> firings(String id, @Context UriInfo address) {
        OrganizationId organization = caller.organizationId();
        ScheduleId schedule = id(id);
        PageQuery<Instant> query = PageQuery.read(address.getQueryParameters(), PlaceCursor::readTime, THE_END_OF_TIME);
        return schedules
                .find(organization, schedule)
                .map(found -> found.orElseThrow(ScheduleRefusal::unknown))
                .chain(_ -> schedules.firings(organization, schedule, query.place(), query.limit() + 1))
                .map(found -> FiringPage.of(found, query.limit()));
    }

    private Uni<ScheduleRepresentation> change(
            OrganizationId organization, ScheduleId id, BiFunction<Schedule, Instant, Schedule> change) {
        return schedules
                .change(organization, id, change)
                .map(changed -> representation(changed.orElseThrow(ScheduleRefusal::unknown)));
    }

    private ScheduleRepresentation representation(Schedule schedule) {
        return ScheduleRepresentation.from(schedule, config.previewedTimes());
    }

    private static ScheduleId id(String text) {
        return ScheduleId.parse(text).orElseThrow(ScheduleRefusal::unknown);
    }
}
