package dev.carillon.worker.channel.email;

import dev.carillon.common.configuration.DeadlineDuration;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Mail. The server itself is named by {@code SMTP_*}. */
@ConfigMapping(prefix = "carillon.channel.email")
public interface EmailConfig {

    /** The sender of mails that name none; {@code SMTP_FROM} sets it. */
    @WithDefault("${quarkus.mailer.from:carillon@localhost}")
    String from();

    /** The longest that handing one mail to the server may take, connecting included. */
    @WithDefault("PT30S")
    @WithConverter(DeadlineDuration.class)
    Duration timeout();
}
