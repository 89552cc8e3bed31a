package dev.carillon.common.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mail. Addresses are validated, headers hold no line breaks, and there is an {@code html} or a {@code text} part or both.
 *
 * @param from null for the installation's own sender
 * @param headers additional ones, none of which the mail has by itself
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record EmailMessage(
        List<String> to,
        List<String> cc,
        List<String> bcc,
        @Nullable String from,
        @Nullable String replyTo,
        String subject,
        @Nullable String html,
        @Nullable String text,
        Map<String, String> headers)
        implements Message {

    // Empty parts are left out of the stored JSON and come back as null.
    @SuppressWarnings("NullAway")
    public EmailMessage {
        to = to == null ? List.of() : List.copyOf(to);
        cc = cc == null ? List.of() : List.copyOf(cc);
        bcc = bcc == null ? List.of() : List.copyOf(bcc);
        headers = headers == null ? Map.of() : Map.copyOf(headers);
        subject = subject == null ? "" : subject;
    }

    @Override
    public Channel channel() {
        return Channel.EMAIL;
    }
}
