package dev.carillon.common.telemetry;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes this process's {@link InstanceIdentity} once, when it is first asked for. */
class InstanceIdentityProducer {

    @Produces
    @Singleton
    InstanceIdentity identity(
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        return new InstanceIdentity(UUID.randomUUID(), service, host(), version, Instant.now());
    }

    private static String host() {
        // Containers carry their pod's name here; asking the resolver is the fallback, since it may be slow.
        return Optional.ofNullable(System.getenv("HOSTNAME"))
                .filter(name -> !name.isBlank())
                .orElseGet(InstanceIdentityProducer::resolvedHost);
    }

    private static String resolvedHost() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unresolvable) {
            return "unknown";
        }
    }
}
