package dev.carillon.api.explain;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.carillon.api.pause.PauseRepresentation;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobState;
import dev.carillon.common.job.Priority;
import dev.carillon.common.lane.LanePause;
import dev.carillon.common.store.JobObstacles;
import dev.carillon.common.store.LanePosition;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a job is not sent yet, and until when. It always has all of its fields: one that says nothing is null.
 *
 * @param detail the cause in sentences, for a person
 * @param until when the cause ends by itself; null where nobody knows
 * @param estimate about when it will be started, if all goes on as now; null where too little is known
 * @param blockedBy what there is to know of the cause
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
record Explanation(
        JobState state,
        Cause cause,
        String detail,
        @Nullable Instant until,
        @Nullable Instant estimate,
        BlockedBy blockedBy) {

    /**
     * What stands before a job.
     *
     * @param pauses that hold it back, or would if it were its turn
     * @param lane what it goes through, while that is paused, or after a look at which the job was put off; else null
     * @param organizationPlaces how many jobs its organization may have under way in a worker, while it has them; else null
     * @param line those before it; null unless it is queued
     * @param worker that runs it; null when none does, or it is not known
     * @param lastError of its last attempt that failed; null when none did
     */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    record BlockedBy(
            List<PauseRepresentation> pauses,
            @Nullable LaneBlock lane,
            @Nullable Integer organizationPlaces,
            @Nullable Line line,
            @Nullable String worker,
            @Nullable String lastError) {

        static BlockedBy of(Situation situation) {
            JobObstacles found = situation.found();
            LanePosition position = found.position();
            JobObstacles.Holder holder = found.holder();
            return new BlockedBy(
                    found.pauses().stream().map(PauseRepresentation::from).toList(),
                    LaneBlock.of(situation),
                    situation.crowded().isPresent() ? situation.crowded().getAsInt() : null,
                    position == null ? null : Line.of(found.job(), position),
                    holder == null ? null : holder.worker(),
                    found.job().lastError());
        }
    }

    /**
     * The provider or endpoint that a job goes through.
     *
     * @param name the endpoint's address, or the channel
     * @param pausedUntil when it takes jobs again; null when it is not paused, or nobody knows because Redis is away
     * @param reason what its other side said, or why the job was put off
     */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    record LaneBlock(String name, @Nullable Instant pausedUntil, String reason) {

        static @Nullable LaneBlock of(Situation situation) {
            String reason = situation
                    .lanePause()
                    .map(LanePause::reason)
                    .orElse(situation.found().putOff());
            return reason == null
                    ? null
                    : new LaneBlock(situation.found().lane().endpoint(), situation.laneOpens(), reason);
        }
    }

    /**
     * The lane a job waits in: its organization's queued jobs of the same channel and priority.
     *
     * @param before how many of them are before it, counted up to a bound
     * @param orMore whether the bound was reached, so that there may be more
     * @param startedPerSecond how many jobs the lane started in a second in the last minutes; null where too little is known
     */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    record Line(
            Channel channel,
            Priority priority,
            int before,
            boolean orMore,
            @Nullable Double startedPerSecond) {

        static Line of(Job job, LanePosition position) {
            return new Line(
                    job.channel(),
                    job.priority(),
                    position.before(),
                    position.bounded(),
                    position.startsPerSecond()
                            .map(rate -> Math.round(rate * 1_000) / 1_000.0)
                            .orElse(null));
        }
    }
}
