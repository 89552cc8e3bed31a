package dev.carillon.api.explain;

import dev.carillon.common.job.WireNamed;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Why a job is where it is. A cause's name and meaning never change: clients rely on them. */
@RegisterForReflection
public enum Cause implements WireNamed {
    /** It waits for its {@code run_at}. */
    SCHEDULED,
    /** Its last attempt failed and the next is not due yet. */
    RETRYING,
    /** Its time has come, and it is about to be queued. */
    DUE,
    /** Somebody paused its queue, its channel, its organization, or all. */
    PAUSED,
    /** What it goes through, a provider or an endpoint, asked to be left alone for a while. */
    LANE_PAUSED,
    /** As many jobs as may be are under way to its endpoint, or on its channel. */
    LANE_FULL,
    /** Its channel put it off for a reason of its own. */
    SNOOZED,
    /** Its organization has all the places in the workers that it may have. */
    ORGANIZATION_FULL,
    /** No worker is alive that could take it. */
    NO_WORKER,
    /** Its {@code expires_at} has passed, or comes before its next attempt: it is ended then, and will not be sent. */
    EXPIRING,
    /** Nothing holds it back but those before it. */
    WAITING_IN_LINE,
    /** It is being delivered. */
    RUNNING,
    /** The worker that ran it is gone, and another will take it back. */
    WORKER_LOST,
    /** It is parked until a person decides. */
    HELD,
    /** It has ended. */
    ENDED
}
