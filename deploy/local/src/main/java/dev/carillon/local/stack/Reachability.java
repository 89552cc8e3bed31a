package dev.carillon.local.stack;

import dev.carillon.local.process.StartFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Tells early, and in one sentence, that a server the environment names does not answer. */
public final class Reachability {

    private static final int TIMEOUT_MILLIS = 3_000;

    private Reachability() {}

    /**
     * Checks that something listens where {@code url} points.
     *
     * @param variable the environment variable that names it
     * @param usualPort the port when the URL has none
     * @param embedded what is used when the variable is unset
     */
    static void check(String variable, String url, int usualPort, String embedded) {
        var address = address(url, usualPort);
        if (address == null) {
            // Several hosts, or a form that only the driver knows: the services will say.
            return;
        }
        try (var socket = new Socket()) {
            socket.connect(address, TIMEOUT_MILLIS);
        } catch (IOException e) {
            throw new StartFailure(
                    "%s is set, but nothing answers at %s:%d (%s); start it, or unset %s to use the embedded %s."
                            .formatted(
                                    variable,
                                    address.getHostString(),
                                    address.getPort(),
                                    e.getMessage(),
                                    variable,
                                    embedded),
                    e);
        }
    }

    /** Whether something listens where {@code url} points; also when that cannot be told from the URL. */
    public static boolean answers(String url, int usualPort) {
        var address = address(url, usualPort);
        if (address == null) {
            return true;
        }
        try (var socket = new Socket()) {
            socket.connect(address, TIMEOUT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    static @Nullable InetSocketAddress address(String url, int usualPort) {
        try {
            var uri = URI.create(url.replaceFirst("^jdbc:", ""));
            if (uri.getHost() == null) {
                return null;
            }
            return new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? usualPort : uri.getPort());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
