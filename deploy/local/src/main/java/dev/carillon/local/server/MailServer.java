package dev.carillon.local.server;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.imap.ImapHostManager;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.server.AbstractServer;
import com.icegreen.greenmail.smtp.SmtpManager;
import com.icegreen.greenmail.smtp.SmtpState;
import com.icegreen.greenmail.user.UserManager;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.carillon.local.process.StartFailure;
import jakarta.mail.MessagingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An SMTP server on the loopback address that delivers nothing: each message goes to a receiver before the client is told that
 * it was accepted. Clients need no password.
 */
public final class MailServer implements AutoCloseable {

    private final Consumer<ReceivedMail> receiver;
    private final MailRefusal refusal;
    private final GreenMail server;

    /**
     * A started server.
     *
     * @param port where to listen, 0 for any free port
     * @param refusal decides what is not accepted
     * @param receiver gets each accepted message; its exception is answered to the client as a temporary failure
     */
    public MailServer(int port, MailRefusal refusal, Consumer<ReceivedMail> receiver) {
        this.receiver = receiver;
        this.refusal = refusal;
        this.server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP)) {
            @Override
            protected Map<String, AbstractServer> createServices(ServerSetup[] setups, Managers managers) {
                return super.createServices(setups, new Reception(managers));
            }
        };
        try {
            server.start();
        } catch (IllegalStateException e) {
            throw new StartFailure(
                    "The mail catcher could not listen on port %d: %s".formatted(port, e.getMessage()), e);
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.getSmtp().getPort();
    }

    /** Stops listening and ends the open connections. */
    @Override
    public void close() {
        server.stop();
    }

    /** GreenMail's managers, with the SMTP manager replaced by one that asks {@link #refusal} and tells {@link #receiver}. */
    private final class Reception extends Managers {

        private final SmtpManager manager;

        Reception(Managers original) {
            manager = new Desk(original.getImapHostManager(), original.getUserManager());
        }

        @Override
        public SmtpManager getSmtpManager() {
            return manager;
        }
    }

    private final class Desk extends SmtpManager {

        Desk(ImapHostManager imap, UserManager users) {
            super(imap, users);
        }

        @Override
        public @Nullable String checkRecipient(SmtpState state, MailAddress recipient) {
            return refusal.answerToRecipient(recipient.getEmail()).orElse(null);
        }

        @Override
        public @Nullable String checkData(SmtpState state) {
            return refusal.answerToData().orElse(null);
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // receivers see to that themselves
        public void send(SmtpState state) {
            var envelope = state.getMessage();
            var recipients = envelope.getToAddresses().stream()
                    .map(MailAddress::getEmail)
                    .toList();
            try {
                var source = new ByteArrayOutputStream();
                envelope.getMessage().writeTo(source);
                var sender = envelope.getReturnPath() == null
                        ? ""
                        : envelope.getReturnPath().getEmail();
                receiver.accept(new ReceivedMail(Instant.now(), sender, recipients, source.toByteArray()));
            } catch (MessagingException | IOException e) {
                throw new IllegalStateException("The message could not be stored", e);
            }
        }
    }
}
