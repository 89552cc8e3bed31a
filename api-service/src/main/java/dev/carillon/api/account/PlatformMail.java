package dev.carillon.api.account;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.identity.SecretToken;
import dev.carillon.common.job.EmailMessage;
import dev.carillon.common.job.JobIdGenerator;
import dev.carillon.common.job.NewJob;
import dev.carillon.common.job.Priority;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The mails that the platform sends on its own behalf, as jobs. */
@Singleton
public class PlatformMail {

    private static final int ATTEMPTS = 8;
    private static final Duration NOTICE_LIFETIME = Duration.ofDays(1);
    private static final String NOT_YOU = "If it was not you, do nothing: without this link nothing happens.";

    private final JobIdGenerator ids;
    private final AccountConfig config;

    PlatformMail(JobIdGenerator ids, AccountConfig config) {
        this.ids = ids;
        this.config = config;
    }

    /** Asks to prove the address. */
    NewJob verification(String address, SecretToken token) {
        return job(
                "verify-email",
                address,
                "Confirm your e-mail address",
                List.of(
                        "Somebody, hopefully you, registered with this address. To confirm it, open this link within %s:"
                                .formatted(words(config.verificationLifetime())),
                        "If it was not you, do not open it: the account would have a password that somebody else chose."),
                link("verify-email", token),
                config.verificationLifetime());
    }

    /** Tells somebody who has an account that it was registered again. */
    NewJob registeredAlready(String address) {
        return job(
                "registered-already",
                address,
                "You have an account already",
                List.of(
                        "Somebody, perhaps you, tried to register with this address, which has an account. You can sign in with it,"
                                + " or ask for a new password. If it was not you, there is nothing to do."),
                null,
                NOTICE_LIFETIME);
    }

    /** Lets somebody choose a new password. */
    NewJob passwordReset(String address, SecretToken token) {
        return job(
                "password-reset",
                address,
                "Choose a new password",
                List.of(
                        "Somebody, hopefully you, wants a new password for this address. To choose it, open this link within %s:"
                                .formatted(words(config.resetLifetime())),
                        NOT_YOU),
                link("reset-password", token),
                config.resetLifetime());
    }

    /** Tells somebody that their password is another now. */
    NewJob passwordChanged(String address) {
        return job(
                "password-changed",
                address,
                "Your password was changed",
                List.of("The password of this address was changed just now, and every session has ended."
                        + " If it was not you, ask for a new password at once."),
                null,
                NOTICE_LIFETIME);
    }

    /**
     * Invites somebody to an organization.
     *
     * @param by the address of who invites; null for an API key, whose name anybody could have chosen
     */
    public NewJob invitation(String address, String organization, @Nullable String by, SecretToken token) {
        return job(
                "invitation",
                address,
                "You are invited to an organization",
                List.of(
                        "%s invites you to the organization %s. To join it, open this link within %s:"
                                .formatted(
                                        by == null ? "Somebody" : by,
                                        OrganizationName.quoted(organization),
                                        words(config.invitationLifetime())),
                        NOT_YOU),
                link("invitation", token),
                config.invitationLifetime());
    }

    private NewJob job(
            String kind, String to, String subject, List<String> paragraphs, @Nullable String link, Duration lifetime) {
        EmailMessage message = new EmailMessage(
                List.of(to),
                List.of(),
                List.of(),
                null,
                null,
                subject,
                MailText.html(paragraphs, link),
                MailText.plain(paragraphs, link),
                Map.of());
        return new NewJob(
                ids.next(),
                OrganizationId.PLATFORM,
                Priority.HIGH,
                message,
                Map.of("mail", kind),
                null,
                Instant.now().plus(lifetime),
                ATTEMPTS,
                null);
    }

    /** Behind a hash mark: browsers send it to nobody. */
    private String link(String page, SecretToken token) {
        return config.webAddress().toString().replaceAll("/+$", "") + "/account/" + page + "#token=" + token.value();
    }

    private static String words(Duration duration) {
        if (duration.toHours() == 0) {
            return duration.toMinutes() + " minutes";
        }
        return duration.toHours() == 1
                ? "an hour"
                : duration.toHours() <= 48 ? duration.toHours() + " hours" : duration.toDays() + " days";
    }
}
