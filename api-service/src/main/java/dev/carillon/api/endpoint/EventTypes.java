package dev.carillon.api.endpoint;

import dev.carillon.common.body.Reading;
import dev.carillon.common.body.TextReader;
import dev.carillon.common.job.JobState;
import java.util.Arrays;
import java.util.List;

/** What endpoints can be told of: that a job ended, or waits for something out of the ordinary. */
final class EventTypes {

    /** All of them, such as {@code job.succeeded}. The trigger of migration V20 makes these names of the states. */
    static final List<String> ALL = Arrays.stream(JobState.values())
            .filter(state -> state != JobState.SCHEDULED && state != JobState.QUEUED && state != JobState.RUNNING)
            .map(state -> "job." + state.wireName())
            .toList();

    /** Of the event by which an endpoint is tried out. */
    static final String TEST = "endpoint.test";

    static final TextReader<String> READER = text ->
            ALL.contains(text) ? Reading.right(text) : Reading.wrong("must be one of " + String.join(", ", ALL));

    private EventTypes() {}
}
