package dev.carillon.api.endpoint;

import dev.carillon.api.submit.WebhookUrl;
import dev.carillon.common.body.Field;
import dev.carillon.common.body.Fields;
import dev.carillon.common.body.Mistakes;
import dev.carillon.common.body.RequestBody;
import dev.carillon.common.body.TextReader;
import dev.carillon.common.body.WireNames;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.JobType;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint is to be like. A null part stays as it is.
 *
 * @param eventTypes at least one
 * @param channels of the jobs to tell of; none for every channel
 */
record EndpointRequest(
        @Nullable String url,
        @Nullable String description,
        @Nullable List<String> eventTypes,
        @Nullable List<String> channels) {

    private static final TextReader<String> DESCRIPTION = TextReader.line(0, 200);
    private static final int MOST = 50;
    private static final TextReader<Channel> CHANNEL = WireNames.reader(Arrays.stream(Channel.values())
            .filter(channel -> channel.type() != JobType.EVENT)
            .toArray(Channel[]::new));

    /** A new endpoint. Throws a problem (422) that names every mistake. */
    static EndpointRequest create(RequestBody body) {
        return read(body, true);
    }

    /** A change. Throws a problem (422) that names every mistake. */
    static EndpointRequest change(RequestBody body) {
        return read(body, false);
    }

    private static EndpointRequest read(RequestBody body, boolean isNew) {
        Mistakes mistakes = body.mistakes();
        Fields fields = Fields.of(body.json(), mistakes);
        Field<String> url = isNew ? fields.required("url", WebhookUrl::read) : fields.optional("url", WebhookUrl::read);
        Field<String> description = fields.optional("description", DESCRIPTION);
        Field<List<String>> eventTypes = fields.list("event_types", isNew, MOST, EventTypes.READER);
        Field<List<Channel>> channels = fields.list("channels", false, MOST, CHANNEL);
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
                        : null);
    }

    private static @Nullable List<String> distinct(@Nullable List<String> names) {
        return names == null ? null : List.copyOf(new LinkedHashSet<>(names));
    }
}
