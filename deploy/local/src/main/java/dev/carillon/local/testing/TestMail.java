package dev.carillon.local.testing;

import dev.carillon.local.server.MailRefusal;
import dev.carillon.local.server.MailServer;
import dev.carillon.local.server.ReceivedMail;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An SMTP server on a free port that keeps what it receives, and can be told what to refuse. */
public final class TestMail implements AutoCloseable {

    private final List<ReceivedMail> received = new CopyOnWriteArrayList<>();
    private final Map<String, String> recipientReplies = new ConcurrentHashMap<>();
    private volatile Optional<String> messageReply = Optional.empty();
    private final MailServer server;

    /** A started server. */
    public TestMail() {
        server = new MailServer(
                0,
                new MailRefusal() {
                    @Override
                    public Optional<String> answerToRecipient(String recipient) {
                        return Optional.ofNullable(recipientReplies.get(recipient.toLowerCase(Locale.ROOT)));
                    }

                    @Override
                    public Optional<String> answerToData() {
                        return messageReply;
                    }
                },
                received::add);
    }

    /** The address it listens on. */
    public String host() {
        return "127.0.0.1";
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    /** Everything received since the start or the last {@link #reset}, oldest first. */
    public List<ReceivedMail> received() {
        return List.copyOf(received);
    }

    /** What was received for one recipient, oldest first. */
    public List<ReceivedMail> receivedFor(String recipient) {
        return received.stream()
                .filter(mail -> mail.recipients().contains(recipient))
                .toList();
    }

    /** Answers {@code RCPT TO} this recipient with {@code reply}, as {@code 550 5.1.1 No such user}. */
    public void refuseRecipient(String recipient, String reply) {
        recipientReplies.put(recipient.toLowerCase(Locale.ROOT), reply);
    }

    /** Answers every message with {@code reply} after it was sent in full, as {@code 451 4.3.0 Try again later}. */
    public void refuseMessages(String reply) {
        messageReply = Optional.of(reply);
    }

    /** Accepts everything from now on; what was received stays. */
    public void acceptAll() {
        recipientReplies.clear();
        messageReply = Optional.empty();
    }

    /** Forgets what was received and accepts everything from now on. */
    public void reset() {
        acceptAll();
        received.clear();
    }

    /** Stops listening. */
    @Override
    public void close() {
        server.close();
    }
}
