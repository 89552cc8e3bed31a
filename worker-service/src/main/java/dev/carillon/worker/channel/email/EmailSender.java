package dev.carillon.worker.channel.email;

import dev.carillon.common.job.Channel;
import dev.carillon.common.job.EmailMessage;
import dev.carillon.common.job.JobId;
import dev.carillon.worker.channel.ChannelSender;
import dev.carillon.worker.channel.Envelope;
import dev.carillon.worker.channel.LaneEffect;
import dev.carillon.worker.channel.Outcome;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import io.vertx.mutiny.ext.mail.MailClient;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Hands mails to an SMTP server. The {@code Message-ID} derives from the job, so that a mail which was sent twice, because nobody
 * could know that the first had gone out, can be recognised as one.
 */
@Singleton
class EmailSender implements ChannelSender<EmailMessage> {

    /** Enhanced status codes (RFC 3463) that are about the server and not about a mailbox. */
    private static final Pattern OVERLOADED = Pattern.compile("\\b4\\.(3\\.2|4\\.5|7\\.28)\\b");

    /** How long a mail is put off that had waited too long for a connection. */
    private static final Duration WHILE_BUSY = Duration.ofSeconds(1);

    /** RFC 5322, section 3.3. */
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

    private final MailClient client;
    private final MailDesk desk;
    private final EmailConfig config;

    EmailSender(MailClient client, MailDesk desk, EmailConfig config) {
        this.client = client;
        this.desk = desk;
        this.config = config;
    }

    @Override
    public Channel channel() {
        return Channel.EMAIL;
    }

    @Override
    public Class<EmailMessage> messageType() {
        return EmailMessage.class;
    }

    @Override
    public String provider() {
        return "smtp";
    }

    @Override
    public Duration timeout() {
        return config.timeout();
    }

    @Override
    public Uni<Outcome> send(Envelope envelope, EmailMessage message) {
        return desk.send(envelope, config.timeout().dividedBy(3), () -> client.sendMail(mail(envelope, message)))
                .map(_ -> (Outcome) new Outcome.Delivered())
                .onFailure(MailDeskBusyException.class)
                .recoverWithItem(() -> new Outcome.Snoozed(
                        Instant.now().plus(WHILE_BUSY), "Not sent: every connection to the mail server was in use"))
                .onFailure(SMTPException.class)
                .recoverWithItem(failure -> refused((SMTPException) failure));
    }

    private MailMessage mail(Envelope envelope, EmailMessage message) {
        String from = message.from() == null ? config.from() : message.from();
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        headers.set("Date", DATE.format(envelope.clock().instant().atOffset(ZoneOffset.UTC)));
        headers.setAll(message.headers());
        headers.set("Message-ID", messageId(envelope.jobId(), from));
        MailMessage mail = new MailMessage()
                .setFrom(from)
                .setTo(message.to())
                .setCc(message.cc())
                .setBcc(message.bcc())
                .setSubject(message.subject())
                .setHeaders(headers);
        if (message.text() != null) {
            mail.setText(message.text());
        }
        if (message.html() != null) {
            mail.setHtml(message.html());
        }
        if (message.replyTo() != null) {
            headers.set("Reply-To", message.replyTo());
        }
        return mail;
    }

    /** An id of RFC 5322, section 3.6.4: unique by the job, in the sender's domain. */
    static String messageId(JobId job, String from) {
        String address = from.endsWith(">") ? from.substring(from.lastIndexOf('<') + 1, from.length() - 1) : from;
        return "<" + job + "@" + address.substring(address.lastIndexOf('@') + 1) + ">";
    }

    /** RFC 5321, section 4.2.1: a reply of 4yz may pass, one of 5yz will not. */
    private static Outcome refused(SMTPException refusal) {
        if (refusal.getReplyCode() == 0) {
            return new Outcome.TransientFailure("The mail server broke off: " + refusal.getMessage());
        }
        String said = "The mail server refused: " + refusal.getReplyCode() + " " + refusal.getReplyMessage();
        return refusal.isPermanent()
                ? new Outcome.PermanentFailure(said)
                : new Outcome.TransientFailure(said, null, effect(refusal));
    }

    /**
     * 421 is said by a server that closes (RFC 5321, section 4.2.3); the codes beside it speak of the server as a whole: it takes
     * no messages now, is congested (RFC 3463), or sees a flood (IANA's registry of these codes). 450, 451 and 452 without
     * one of them are about a mailbox or a message.
     */
    private static LaneEffect effect(SMTPException refusal) {
        return refusal.getReplyCode() == 421
                        || OVERLOADED
                                .matcher(String.valueOf(refusal.getReplyMessage()))
                                .find()
                ? LaneEffect.SLOW_DOWN
                : LaneEffect.NONE;
    }
}
