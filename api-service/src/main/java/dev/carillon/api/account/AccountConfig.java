package dev.carillon.api.account;

import dev.carillon.common.configuration.PositiveDuration;
import dev.carillon.common.configuration.PositiveNumber;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Accounts of people. */
@ConfigMapping(prefix = "carillon.account")
public interface AccountConfig {

    /**
     * Who may get an account: {@code open} for everybody, {@code invite-only} for those whom a member invites, {@code closed} for
     * nobody. Whoever has one can be invited to further organizations in any case.
     */
    @WithDefault("open")
    RegistrationPolicy registration();

    /**
     * Where people find the pages that the links in mails lead to; below it are {@code /account/verify-email},
     * {@code /account/reset-password} and {@code /account/invitation}, each with its token behind {@code #token=}.
     */
    @WithDefault("http://localhost:${quarkus.http.port:8080}")
    URI webAddress();

    /** Where administrators of the installation find the dashboard, if the account pages are to lead to it. */
    Optional<URI> dashboardAddress();

    /** How long the link to prove a mail address works. */
    @WithDefault("PT24H")
    @WithConverter(PositiveDuration.class)
    Duration verificationLifetime();

    /** How long the link to a new password works: whoever reads the mailbox later should not find the door open. */
    @WithDefault("PT1H")
    @WithConverter(PositiveDuration.class)
    Duration resetLifetime();

    /** How long an invitation stands. */
    @WithDefault("P7D")
    @WithConverter(PositiveDuration.class)
    Duration invitationLifetime();

    /** Mails of one kind that an address can be made to get within an hour. Further requests are answered alike, and send nothing. */
    @WithDefault("5")
    @WithConverter(PositiveNumber.class)
    int mailsPerHour();

    /** The shortest password in characters. Whatever its length, it must not be easy to guess. */
    @WithDefault("10")
    @WithConverter(PositiveNumber.class)
    int shortestPassword();
}
