package dev.carillon.api.bootstrap;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/**
 * What exists after the first start. Later starts find it there and change only what was changed here. Usually set as
 * {@code CARILLON_BOOTSTRAP_ORGANIZATION} and so on; nothing is made when nothing is set.
 */
@ConfigMapping(prefix = "carillon.bootstrap")
public interface BootstrapConfig {

    /** Name of the organization, 1 to 200 characters. Another name makes another organization. */
    Optional<String> organization();

    /** Address by which the administrator signs in; the person owns the organization and sees the monitoring. */
    Optional<String> adminEmail();

    /** The administrator's password, 8 characters to 72 bytes. A changed one takes effect at the next start. */
    Optional<String> adminPassword();

    /**
     * An API key of the organization, {@code ck_<8 of a-z0-9>_<32 to 128 of A-Za-z0-9>}. A changed one replaces the former, which
     * stops working. One that was revoked stays revoked.
     */
    Optional<String> apiKey();
}
