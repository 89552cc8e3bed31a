package dev.carillon.monitoring.dashboard;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/** What the dashboard leads to. */
@ConfigMapping(prefix = "carillon.dashboard")
public interface DashboardConfig {

    /**
     * The public address of api-service, where people find the account pages: {@code CARILLON_ACCOUNT_WEB_ADDRESS} there. The
     * dashboard leads to them where it is set.
     */
    Optional<URI> accountWebAddress();
}
