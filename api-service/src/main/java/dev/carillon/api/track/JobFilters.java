package dev.carillon.api.track;

import dev.carillon.common.body.Reading;
import dev.carillon.common.body.TextReader;
import dev.carillon.common.body.WireNames;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.JobState;
import dev.carillon.common.job.JobType;
import dev.carillon.common.store.JobFilter;
import java.time.Instant;
import java.util.Map;
import java.util.function.BiConsumer;

/** How the parts of a filter are read, in a query as in a body. */
public final class JobFilters {

    /** Tags that a filter names at most; a job has no more. */
    public static final int MOST_TAGS = 20;

    /** Reads a state. */
    public static final TextReader<JobState> STATE = WireNames.reader(JobState.values());

    /** Reads a type. */
    public static final TextReader<JobType> TYPE = WireNames.reader(JobType.values());

    /** Reads a channel. */
    public static final TextReader<Channel> CHANNEL = WireNames.reader(Channel.values());

    /** Reads the name of a tag. */
    public static final TextReader<String> TAG_NAME = TextReader.line(1, 64);

    /** Reads the value of a tag. */
    public static final TextReader<String> TAG_VALUE = TextReader.line(1, 256);

    private JobFilters() {}

    /** Reads a tag in one text. */
    static Reading<Map.Entry<String, String>> readTag(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return Reading.wrong("must be a tag's name and value with a colon in between, such as campaign:spring");
        }
        String name = text.substring(0, colon);
        String value = text.substring(colon + 1);
        if (TAG_NAME.read(name) instanceof Reading.Wrong<String>(String message)) {
            return Reading.wrong("has a name that " + message);
        }
        return TAG_VALUE.read(value) instanceof Reading.Wrong<String>(String message)
                ? Reading.wrong("has a value that " + message)
                : Reading.right(Map.entry(name, value));
    }

    /**
     * Notes what no job can match: most likely it is not what was meant.
     *
     * @param mistake takes the name of a field and what is wrong with it
     */
    public static void refuseContradictions(JobFilter filter, BiConsumer<String, String> mistake) {
        Instant after = filter.createdAfter();
        Instant before = filter.createdBefore();
        if (after != null && before != null && !before.isAfter(after)) {
            mistake.accept("created_before", "must be later than created_after");
        }
        Channel channel = filter.channel();
        if (channel != null && filter.type() != null && channel.type() != filter.type()) {
            mistake.accept(
                    "channel",
                    "must be one of type %s: %s is the channel of another type"
                            .formatted(filter.type().wireName(), channel.wireName()));
        }
    }
}
