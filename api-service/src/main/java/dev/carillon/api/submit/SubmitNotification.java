package dev.carillon.api.submit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.common.body.Field;
import dev.carillon.common.body.Fields;
import dev.carillon.common.body.Reading;
import dev.carillon.common.body.TextReader;
import dev.carillon.common.body.WireNames;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobType;
import dev.carillon.common.job.NewJob;
import dev.carillon.common.job.NotificationMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** What {@code POST /v1/notifications} asks for. */
final class SubmitNotification implements JobRequest {

    private static final TextReader<String> TITLE = TextReader.line(1, 500);
    private static final TextReader<String> BODY = TextReader.prose(1, 100_000);
    private static final int LONGEST_RECIPIENT = 2048;
    private static final int LARGEST_DATA = 256 * 1024;

    private final Field<Channel> channel;
    private final Field<String> to;
    private final Field<String> title;
    private final Field<String> body;
    private final Field<JsonNode> data;
    private final JobOptions options;

    SubmitNotification(Fields fields, Instant now, Duration horizon, TextReader<Channel> channels) {
        this.channel = fields.required("channel", channels);
        this.to = fields.required("to", recipientReader(channel));
        this.title = fields.optional("title", TITLE);
        this.body = fields.optional("body", BODY);
        this.data = fields.freeObject("data");
        this.options = new JobOptions(fields, now, horizon);
        checkTogether(fields);
        fields.refuseUnknown();
    }

    /** Reads the channels that notifications may name. */
    static TextReader<Channel> channels(SubmitConfig config) {
        return WireNames.reader(Arrays.stream(Channel.values())
                .filter(channel -> channel.type() == JobType.NOTIFICATION)
                .filter(channel -> channel != Channel.NOOP || config.noop())
                .toArray(Channel[]::new));
    }

    private static TextReader<String> recipientReader(Field<Channel> channel) {
        Channel known = channel.orNull();
        if (known == null) {
            return TextReader.line(1, LONGEST_RECIPIENT);
        }
        return switch (known) {
            case WEBHOOK -> WebhookUrl::read;
            case NOOP -> TextReader.line(1, LONGEST_RECIPIENT);
            case EVENT -> throw new IllegalStateException("Events are not submitted");
            case EMAIL -> _ -> Reading.wrong("must not be a mail address: POST /v1/emails sends mail");
        };
    }

    private void checkTogether(Fields fields) {
        if (!fields.has("title") && !fields.has("body") && !fields.has("data")) {
            fields.mistake("body", "is required, or title, or data");
        }
        JsonNode given = data.orNull();
        if (given != null && given.size() > 0 && given.toString().length() > LARGEST_DATA) {
            fields.mistake("data", "must have at most " + LARGEST_DATA + " characters as JSON");
        }
    }

    @Override
    public NewJob job(JobId id, OrganizationId organization, MaxAttempts defaults) {
        NotificationMessage message =
                new NotificationMessage(channel.get(), to.get(), title.orNull(), body.orNull(), data.orNull());
        return options.job(id, organization, message, defaults);
    }
}
