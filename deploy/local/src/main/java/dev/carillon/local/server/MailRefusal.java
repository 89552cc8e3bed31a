package dev.carillon.local.server;

import java.util.Optional;

/** What an SMTP server does not accept. Each answer is a full SMTP reply, as {@code 550 5.1.1 No such user}. */
public interface MailRefusal {

    /** Everything is accepted. */
    MailRefusal NONE = new MailRefusal() {};

    /** The reply to {@code RCPT TO}, or empty to accept the recipient. */
    default Optional<String> answerToRecipient(String recipient) {
        return Optional.empty();
    }

    /** The reply to a message that was sent in full, or empty to accept it. */
    default Optional<String> answerToData() {
        return Optional.empty();
    }
}
