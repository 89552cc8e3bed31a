package dev.carillon.local.server;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;
import java.util.Properties;

/**
 * A message as an SMTP server received it.
 *
 * @param at when it had been received in full
 * @param sender the envelope's sender ({@code MAIL FROM})
 * @param recipients the envelope's recipients ({@code RCPT TO}), in no order
 * @param source the message itself, headers and body
 */
public record ReceivedMail(Instant at, String sender, List<String> recipients, byte[] source) {

    /** The message, parsed. */
    public MimeMessage message() {
        try {
            return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(source));
        } catch (MessagingException e) {
            throw new IllegalStateException("The received message is not a message", e);
        }
    }

    /** The message's {@code Subject}, decoded; empty when it has none. */
    public String subject() {
        try {
            var subject = message().getSubject();
            return subject == null ? "" : subject;
        } catch (MessagingException e) {
            throw new IllegalStateException("The received message has no readable subject", e);
        }
    }
}
