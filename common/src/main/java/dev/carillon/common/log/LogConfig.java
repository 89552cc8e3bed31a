package dev.carillon.common.log;

import dev.carillon.common.configuration.DurationOrZero;
import dev.carillon.common.configuration.NumberOrZero;
import dev.carillon.common.configuration.PositiveDuration;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What is logged of requests and of failures. Level and file are {@code LOG_LEVEL} and {@code LOG_FILE}. */
@ConfigMapping(prefix = "carillon.log")
public interface LogConfig {

    /**
     * Which requests get a line: {@code failures} (answered with a status from 500 on, or slow) or {@code all}. A line for each is too dear
     * at 15,000 requests a second, and a proxy in front writes one already; the metrics count them all.
     */
    @WithDefault("failures")
    LoggedRequests requests();

    /** Time from which on a request is slow: ours are answered in milliseconds. Zero calls none slow. */
    @WithDefault("PT1S")
    @WithConverter(DurationOrZero.class)
    Duration slowRequest();

    /**
     * Lines about requests within one second, at the most, unless all are logged: an outage fails every request there is. What is left out
     * is counted, and told.
     */
    @WithDefault("20")
    @WithConverter(NumberOrZero.class)
    int requestLines();

    /**
     * How often a failure that repeats itself is told, with a count. Only the first of its kind is logged in full, with its stack trace, and
     * again after it has been gone for that long.
     */
    @WithDefault("PT1M")
    @WithConverter(PositiveDuration.class)
    Duration repeatInterval();
}
