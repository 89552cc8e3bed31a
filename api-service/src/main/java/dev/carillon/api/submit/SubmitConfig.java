package dev.carillon.api.submit;

import dev.carillon.common.configuration.DeadlineDuration;
import dev.carillon.common.configuration.PositiveDuration;
import dev.carillon.common.configuration.PositiveNumber;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/** How jobs are taken in. */
@ConfigMapping(prefix = "carillon.submit")
public interface SubmitConfig {

    /** Attempts that a job has when its request does not say, 1 to 50. Eight, with growing pauses, outlast a few hours. */
    @WithDefault("8")
    @WithConverter(AttemptNumber.class)
    int defaultMaxAttempts();

    /** The same for single channels, by the channel's name. */
    Map<String, @WithConverter(AttemptNumber.class) Integer> maxAttempts();

    /** How far in the future {@code run_at} and {@code expires_at} may lie. What lies further is nearly always a mistake. */
    @WithDefault("P366D")
    @WithConverter(PositiveDuration.class)
    Duration horizon();

    /** Whether jobs of the channel {@code noop} are taken in, which deliver nothing: for measuring, not for production. */
    @WithDefault("false")
    boolean noop();

    /** Commits under way at once, each on a connection of its own. More make batches smaller, not faster. */
    @WithDefault("2")
    @WithConverter(PositiveNumber.class)
    int commits();

    /** Jobs that share a commit at most. */
    @WithDefault("500")
    @WithConverter(PositiveNumber.class)
    int jobsPerCommit();

    /**
     * After this, a request whose commit has not been confirmed is answered 503. Whether it took place is then unknown. A commit takes
     * milliseconds; a disk that stalls for a second or two is waited for.
     */
    @WithDefault("PT3S")
    @WithConverter(DeadlineDuration.class)
    Duration commitDeadline();

    /**
     * Jobs that may wait for their commit at once; requests beyond are answered 503. A second's worth at the speed of a fast machine:
     * commits that stall for longer must not fill the memory.
     */
    @WithDefault("20000")
    @WithConverter(PositiveNumber.class)
    int waitingJobs();
}
