package dev.carillon.api.member;

import dev.carillon.common.configuration.PositiveNumber;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** Members of organizations. */
@ConfigMapping(prefix = "carillon.member")
public interface MemberConfig {

    /** Invitations that an organization may have open at once. Each sends a mail to an address that it names. */
    @WithDefault("100")
    @WithConverter(PositiveNumber.class)
    int openInvitations();
}
