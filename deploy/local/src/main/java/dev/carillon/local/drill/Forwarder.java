package dev.carillon.local.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Passes TCP connections on to a port of this machine, until it is cut. */
public final class Forwarder implements AutoCloseable {

    private final int target;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ReentrantLock held = new ReentrantLock();
    private volatile @Nullable ServerSocket listener;

    /** Listens on a free port. */
    public Forwarder(int target) {
        this.target = target;
        this.port = listen(0);
    }

    /** The port that it listens on, also after it was cut and mended. */
    public int port() {
        return port;
    }

    /** Ends every connection at once and refuses new ones. */
    public void cut() {
        var listening = listener;
        listener = null;
        if (listening != null) {
            close(listening);
        }
        open.forEach(Forwarder::close);
        open.clear();
    }

    /** Takes connections again. */
    public void mend() {
        listen(port);
    }

    /** Passes nothing on and ends nothing, as a network that lost its packets, while {@code meanwhile} runs. */
    public void hold(Runnable meanwhile) {
        held.lock();
        try {
            meanwhile.run();
        } finally {
            held.unlock();
        }
    }

    @Override
    public void close() {
        cut();
    }

    private int listen(int wanted) {
        try {
            var listening = new ServerSocket();
            listening.setReuseAddress(true);
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 512);
            listener = listening;
            Thread.ofVirtual().start(() -> accept(listening));
            return listening.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not listen on port " + wanted, e);
        }
    }

    private void accept(ServerSocket listening) {
        while (!listening.isClosed()) {
            try {
                var client = listening.accept();
                Thread.ofVirtual().start(() -> connect(listening, client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void connect(ServerSocket listening, Socket client) {
        try {
            var server = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(client);
            open.add(server);
            if (listening.isClosed()) {
                end(client, server);
                return;
            }
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Thread.ofVirtual().start(() -> pump(client, server));
            pump(server, client);
        } catch (IOException e) {
            close(client);
        }
    }

    private void pump(Socket from, Socket to) {
        try {
            var buffer = new byte[16_384];
            for (int read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                held.lock();
                held.unlock();
                to.getOutputStream().write(buffer, 0, read);
            }
        } catch (IOException e) {
            // One side has ended: the other ends too.
        }
        end(from, to);
    }

    private void end(Socket one, Socket other) {
        open.remove(one);
        open.remove(other);
        close(one);
        close(other);
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            // It is gone, which is what was wanted.
        }
    }
}
