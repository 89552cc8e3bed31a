package dev.carillon.worker.channel;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.JobId;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/**
 * What a channel knows of a message besides its content.
 *
 * @param jobId the same for every attempt, so that the recipient's side can recognise a repetition
 * @param clock PostgreSQL's time, for what the recipient reads: this machine's clock may be wrong
 * @param wanted whether the message may still be sent
 */
public record Envelope(JobId jobId, OrganizationId organizationId, InstantSource clock, BooleanSupplier wanted) {

    /** Whether the message may still be sent: the job is this worker's, and nobody has given up waiting for the outcome. */
    public boolean isWanted() {
        return wanted.getAsBoolean();
    }

    /**
     * To be called right before the first byte leaves, after every wait for a connection: what was waited for too long, or by a
     * process that was stopped meanwhile, is being sent by somebody else.
     *
     * @throws CalledBackException when the message must not be sent any more
     */
    public void checkWanted() {
        if (!isWanted()) {
            throw new CalledBackException();
        }
    }
}
