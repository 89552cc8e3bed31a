package dev.carillon.worker.outbound;

import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutorService;

/** Turns the host of a customer's URL into an address to connect to, or refuses. */
@Singleton
public class HostResolver {

    private final AddressGuard guard;
    private final ExecutorService threads;

    HostResolver(AddressGuard guard, @VirtualThreads ExecutorService threads) {
        this.guard = guard;
        this.threads = threads;
    }

    /**
     * An address of {@code host}. The request must go to this very address: a second resolution could have another answer.
     * Fails with {@link UnresolvableHostException} when there is none, and with {@link ForbiddenAddressException} when any of the
     * host's addresses is forbidden, for then its owner is up to something.
     */
    public Uni<InetAddress> resolve(String host) {
        // The system's resolver blocks.
        return Uni.createFrom()
                .item(() -> addresses(host))
                .runSubscriptionOn(threads)
                .map(addresses -> {
                    for (InetAddress address : addresses) {
                        if (!guard.permits(address)) {
                            throw new ForbiddenAddressException(host);
                        }
                    }
                    return addresses[0];
                });
    }

    private static InetAddress[] addresses(String host) {
        try {
            String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
            return InetAddress.getAllByName(bare);
        } catch (UnknownHostException e) {
            throw new UnresolvableHostException(host, e);
        }
    }
}
