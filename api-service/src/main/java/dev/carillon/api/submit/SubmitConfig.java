package dev.carillon.api.submit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/** How jobs are taken in. */
@ConfigMapping(prefix = "carillon.submit")
public interface SubmitConfig {

    /** Attempts that a job has when its request does not say, 1 to 50. Eight, with growing pauses, outlast a few hours. */
    @WithDefault("8")
    int defaultMaxAttempts();

    /** The same for single channels, by the channel's name. */
    Map<String, Integer> maxAttempts();

    /** How far in the future {@code run_at} and {@code expires_at} may lie. What lies further is nearly always a mistake. */
    @WithDefault("P366D")
    Duration horizon();

    /** Whether jobs of the channel {@code noop} are taken in, which deliver nothing: for measuring, not for production. */
    @WithDefault("false")
    boolean noop();

    /** Commits under way at once, each on a connection of its own. More make batches smaller, not faster. */
    @WithDefault("2")
    int commits();

    /** Jobs that share a commit at most. */
    @WithDefault("500")
    int jobsPerCommit();

    /** After this, a request whose commit has not been confirmed is answered 503. Whether it took place is then unknown. */
    @WithDefault("PT10S")
    Duration commitDeadline();
}
