package dev.carillon.local.mail;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A message of the mail folder, as {@code ./carillon mail --json} prints it. Absent headers and parts are empty.
 *
 * @param receivedAt when, RFC 3339
 * @param to the envelope's recipients
 * @param from header {@code From}
 * @param subject header {@code Subject}, decoded
 * @param messageId header {@code Message-ID}
 * @param text the plain text part
 * @param html the HTML part
 * @param file where the whole message is
 */
public record KeptMail(
        String receivedAt,
        List<String> to,
        String from,
        String subject,
        String messageId,
        String text,
        String html,
        String file) {

    static KeptMail read(Path file) {
        try (var source = Files.newInputStream(file)) {
            var message = new MimeMessage(Session.getInstance(new Properties()), source);
            var recipients = header(message, MailFolder.RECIPIENTS);
            return new KeptMail(
                    header(message, MailFolder.RECEIVED_AT),
                    recipients.isEmpty() ? List.of() : Arrays.asList(recipients.split(", ")),
                    header(message, "From"),
                    orEmpty(message.getSubject()),
                    header(message, "Message-ID"),
                    part(message, "text/plain"),
                    part(message, "text/html"),
                    file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read the message " + file, e);
        } catch (MessagingException e) {
            throw new IllegalStateException("The message " + file + " cannot be understood", e);
        }
    }

    private static String header(MimeMessage message, String name) throws MessagingException {
        return orEmpty(message.getHeader(name, ", "));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** The first part of this type that is not an attachment. */
    private static String part(Part part, String type) throws MessagingException, IOException {
        if (Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
            return "";
        }
        if (part.isMimeType(type) && part.getContent() instanceof String text) {
            return text;
        }
        if (part.getContent() instanceof Multipart parts) {
            for (BodyPart inner : bodies(parts)) {
                var found = part(inner, type);
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return "";
    }

    private static List<BodyPart> bodies(Multipart parts) throws MessagingException {
        var bodies = new ArrayList<BodyPart>();
        for (int i = 0; i < parts.getCount(); i++) {
            bodies.add(parts.getBodyPart(i));
        }
        return bodies;
    }
}
