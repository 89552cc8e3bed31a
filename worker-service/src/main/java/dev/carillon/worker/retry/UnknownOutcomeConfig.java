package dev.carillon.worker.retry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Map;

/** What becomes of a job whose worker died, or lost its lease, before it could say whether the message was sent. */
@ConfigMapping(prefix = "carillon.unknown-outcome")
public interface UnknownOutcomeConfig {

    /**
     * By the channel's name, {@code resend} (the default: a lost message is worse, and the repetition carries the same Message-ID or
     * {@code webhook-id}) or {@code hold}, where a person retries or cancels the job.
     */
    @WithParentName
    Map<String, Policy> channels();

    /** What becomes of the job. */
    enum Policy {
        /** It is queued again at once. */
        RESEND,
        /** It is parked as held. */
        HOLD
    }
}
