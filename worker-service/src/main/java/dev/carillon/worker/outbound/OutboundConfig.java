package dev.carillon.worker.outbound;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Requests to addresses that customers chose. */
@ConfigMapping(prefix = "carillon.outbound")
public interface OutboundConfig {

    /**
     * Networks in CIDR form that requests may go to although they are loopback, private, link-local or otherwise not public,
     * such as {@code 10.20.0.0/16}. Empty by default: a customer must not reach the inside of an installation.
     */
    Optional<List<String>> allow();
}
