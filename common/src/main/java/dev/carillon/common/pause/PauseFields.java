package dev.carillon.common.pause;

import dev.carillon.common.body.Field;
import dev.carillon.common.body.Fields;
import dev.carillon.common.body.Reading;
import dev.carillon.common.body.TextReader;
import dev.carillon.common.body.WireNames;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.Priority;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The fields of a request for a pause, whoever makes it. */
public final class PauseFields {

    private static final TextReader<Priority> PRIORITY = WireNames.reader(Priority.values());
    private static final TextReader<String> LINE = TextReader.line(1, 500);

    private final Field<Channel> channel;
    private final Field<Priority> priority;
    private final Field<String> reason;
    private final Field<Instant> endsAt;

    /**
     * Reads them. What is wrong is noted.
     *
     * @param measuring whether there is a channel for measuring
     */
    public PauseFields(Fields fields, Instant now, boolean measuring) {
        this.channel = fields.optional("channel", WireNames.reader(Channel.offered(measuring)));
        this.priority = fields.optional("priority", PRIORITY);
        this.reason = fields.required("reason", PauseFields::reason);
        this.endsAt = fields.time("ends_at");
        Instant end = endsAt.orNull();
        if (end != null && !end.isAfter(now)) {
            fields.mistake("ends_at", "must be in the future");
        }
    }

    /**
     * What is wanted, once the request was found to have no mistake.
     *
     * @param organization whose jobs; null for those of all
     */
    public PauseOrder order(@Nullable OrganizationId organization) {
        return new PauseOrder(
                new PauseScope(organization, channel.orNull(), priority.orNull()), reason.get(), endsAt.orNull());
    }

    private static Reading<String> reason(String text) {
        return text.isBlank() ? Reading.wrong("must not be empty: somebody will want to know") : LINE.read(text);
    }
}
