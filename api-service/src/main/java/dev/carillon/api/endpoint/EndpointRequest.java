package dev.carillon.api.endpoint;

import dev.carillon.api.submit.RetryOption;
import dev.carillon.api.submit.WebhookUrl;
import dev.carillon.common.body.Field;
import dev.carillon.common.body.Fields;
import dev.carillon.common.body.Mistakes;
import dev.carillon.common.body.RequestBody;
import dev.carillon.common.body.TextReader;
import dev.carillon.common.body.WireNames;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.JobType;
import dev.carillon.common.retry.RetryChoice;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint is to be like. A null part stays as it is.
 *
 * @param eventTypes at least one
 * @param channels of the jobs to tell of; none for every channel
 * @param maxAttempts of each event
 * @param retry when failed attempts are made again; one that names nothing for the channel's
 */
record EndpointRequest(
        @Nullable String url,
        @Nullable String description,
        @Nullable List<String> eventTypes,
        @Nullable List<String> channels,
        @Nullable Integer maxAttempts,
        @Nullable RetryChoice retry) {

    private static final String MAX_ATTEMPTS = "max_attempts";
    private static final String RETRY = "retry";

    /** Of the installation. */
    private static final RetryChoice CHANNELS_OWN = new RetryChoice(null, null, null);

    private static final TextReader<String> DESCRIPTION = TextReader.line(0, 200);
    private static final int MOST = 50;
    static final int MOST_ATTEMPTS = 50;

    /**
     * A new endpoint. Throws a problem (422) that names every mistake.
     *
     * @param measuring whether there is a channel for measuring
     */
    static EndpointRequest create(RequestBody body, EndpointConfig config, boolean measuring) {
        return read(body, true, config, measuring);
    }

    /** A change, read in the same way. */
    static EndpointRequest change(RequestBody body, EndpointConfig config, boolean measuring) {
        return read(body, false, config, measuring);
    }

    private static EndpointRequest read(RequestBody body, boolean isNew, EndpointConfig config, boolean measuring) {
        Mistakes mistakes = body.mistakes();
        Fields fields = Fields.of(body.json(), mistakes);
        Field<String> url = isNew ? fields.required("url", WebhookUrl::read) : fields.optional("url", WebhookUrl::read);
        Field<String> description = fields.optional("description", DESCRIPTION);
        Field<List<String>> eventTypes = fields.list("event_types", isNew, MOST, EventTypes.READER);
        Field<List<Channel>> channels = fields.list("channels", false, MOST, channel(measuring));
        Field<Integer> maxAttempts = fields.wholeNumber(MAX_ATTEMPTS, 1, MOST_ATTEMPTS);
        Field<RetryChoice> retry = fields.object(RETRY, RetryOption::read);
        fields.refuseUnknown();
        if (!isNew && eventTypes.isPresent() && eventTypes.get().isEmpty()) {
            fields.mistake("event_types", "must not be empty");
        }
        mistakes.throwIfAny();
        return new EndpointRequest(
                url.orNull(),
                isNew ? description.orElse("") : description.orNull(),
                distinct(eventTypes.orNull()),
                channels.isPresent()
                        ? distinct(
                                channels.get().stream().map(Channel::wireName).toList())
                        : null,
                isNew || fields.isNull(MAX_ATTEMPTS)
                        ? Integer.valueOf(maxAttempts.orElse(config.maxAttempts()))
                        : maxAttempts.orNull(),
                isNew || fields.isNull(RETRY) ? retry.orElse(CHANNELS_OWN) : retry.orNull());
    }

    /** Events tell of other jobs, never of events. */
    private static TextReader<Channel> channel(boolean measuring) {
        return WireNames.reader(Arrays.stream(Channel.offered(measuring))
                .filter(channel -> channel.type() != JobType.EVENT)
                .toArray(Channel[]::new));
    }

    private static @Nullable List<String> distinct(@Nullable List<String> names) {
        return names == null ? null : List.copyOf(new LinkedHashSet<>(names));
    }
}
