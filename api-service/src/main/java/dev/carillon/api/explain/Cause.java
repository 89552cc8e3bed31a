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
    /** No worker is alive that could take it. */
    NO_WORKER,
    /** Its {@code expires_at} has passed: it is about to be ended, and will not be sent. */
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
