package dev.carillon.api.submit;

import dev.carillon.api.html.MailHtml;
import dev.carillon.common.address.Mailbox;
import dev.carillon.common.body.Field;
import dev.carillon.common.body.Fields;
import dev.carillon.common.body.Reading;
import dev.carillon.common.body.TextReader;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.EmailMessage;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.NewJob;
import dev.carillon.common.problem.FieldError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code POST /v1/emails} asks for. */
final class SubmitEmail implements JobRequest {

    private static final int MOST_RECIPIENTS = 50;
    private static final int MOST_HEADERS = 50;
    // The body as a whole has a limit of its own.
    private static final int LONGEST_PART = 1 << 20;
    private static final TextReader<String> SUBJECT = TextReader.line(1, 998);
    private static final TextReader<String> PART = TextReader.prose(0, LONGEST_PART);

    private final Field<List<Mailbox>> to;
    private final Field<List<Mailbox>> cc;
    private final Field<List<Mailbox>> bcc;
    private final Field<Mailbox> from;
    private final Field<Mailbox> replyTo;
    private final Field<String> subject;
    private final Field<MailHtml> html;
    private final Field<String> text;
    private final Field<Map<String, String>> headers;
    private final JobOptions options;

    SubmitEmail(Fields fields, Instant now, Duration horizon) {
        this.to = fields.list("to", true, MOST_RECIPIENTS, Mailbox::read);
        this.cc = fields.list("cc", false, MOST_RECIPIENTS, Mailbox::read);
        this.bcc = fields.list("bcc", false, MOST_RECIPIENTS, Mailbox::read);
        this.from = fields.optional("from", Mailbox::read);
        this.replyTo = fields.optional("reply_to", Mailbox::read);
        this.subject = fields.required("subject", SUBJECT);
        this.html = fields.optional("html", SubmitEmail::readHtml);
        this.text = fields.optional("text", PART);
        this.headers = fields.texts("headers", MOST_HEADERS, EmailHeader::readName, EmailHeader::readValue);
        this.options = new JobOptions(fields, now, horizon);
        checkTogether(fields);
        fields.refuseUnknown();
    }

    private void checkTogether(Fields fields) {
        int recipients = size(to) + size(cc) + size(bcc);
        if (recipients > MOST_RECIPIENTS) {
            fields.mistake(
                    "to",
                    "must have at most %d recipients together with cc and bcc, not %d"
                            .formatted(MOST_RECIPIENTS, recipients));
        }
        if (!fields.has("html") && !fields.has("text")) {
            fields.mistake("text", "is required, or html, or both");
        } else if (isHtmlEmpty(fields) && isEmpty(fields, "text", text)) {
            fields.mistake(html.isPresent() ? "html" : "text", "must not be empty");
        }
        EmailHeader.findRepeated(headers.orElse(Map.of()))
                .ifPresent(name -> fields.mistake("headers", "must name each header once: " + name + " is repeated"));
    }

    private static Reading<MailHtml> readHtml(String text) {
        return switch (PART.read(text)) {
            case Reading.Right<String>(String right) -> Reading.right(MailHtml.of(right));
            case Reading.Wrong<String>(String message) -> Reading.wrong(message);
        };
    }

    @Override
    public List<FieldError> warnings() {
        MailHtml content = html.orNull();
        return content == null
                ? List.of()
                : content.removed().stream()
                        .map(removed -> new FieldError("html", "had " + removed + ", which is not sent in mails"))
                        .toList();
    }

    @Override
    public NewJob job(JobId id, OrganizationId organization, MaxAttempts defaults) {
        MailHtml content = html.orNull();
        EmailMessage message = new EmailMessage(
                texts(to),
                texts(cc),
                texts(bcc),
                text(from),
                text(replyTo),
                subject.get(),
                content == null ? null : content.html(),
                text.orNull(),
                headers.orElse(Map.of()));
        return options.job(id, organization, message, defaults);
    }

    private static int size(Field<List<Mailbox>> field) {
        return field.orElse(List.of()).size();
    }

    private boolean isHtmlEmpty(Fields fields) {
        return html.isPresent() ? html.get().html().isBlank() : !fields.has("html");
    }

    /** Whether a part says nothing. One of a wrong type has its mistake already. */
    private static boolean isEmpty(Fields fields, String name, Field<String> part) {
        return part.isPresent() ? part.get().isBlank() : !fields.has(name);
    }

    private static List<String> texts(Field<List<Mailbox>> field) {
        return field.orElse(List.of()).stream().map(Mailbox::toString).toList();
    }

    private static @Nullable String text(Field<Mailbox> field) {
        Mailbox mailbox = field.orNull();
        return mailbox == null ? null : mailbox.toString();
    }
}
