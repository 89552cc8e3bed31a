package dev.carillon.common.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A connection on which bytes are sent as they are. */
final class RawConnection implements AutoCloseable {

    private static final int PATIENCE = 30_000;
    /** After this, a connection on which nothing comes is taken for one that stays open. */
    private static final int SILENCE = 1_500;

    private final Socket socket;
    private boolean closed;

    RawConnection(URI service) throws IOException {
        socket = new Socket(service.getHost(), service.getPort());
        socket.setSoTimeout(PATIENCE);
    }

    /** Sends what the text has in ISO 8859-1: a character a byte. */
    RawConnection send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawConnection send(byte[] bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
        } catch (SocketException closedAlready) {
            // What was answered can be read all the same.
        }
        return this;
    }

    /** Everything that comes until the connection is closed, or nothing more comes. */
    String answers() throws IOException {
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        InputStream input = socket.getInputStream();
        byte[] buffer = new byte[65_536];
        try {
            for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
                answers.write(buffer, 0, count);
                socket.setSoTimeout(SILENCE);
            }
            closed = true;
        } catch (SocketTimeoutException silence) {
            closed = false;
        } catch (SocketException reset) {
            closed = true;
        }
        return answers.toString(StandardCharsets.ISO_8859_1);
    }

    /** Whether the other side had closed the connection when {@link #answers} ended. */
    boolean isClosed() {
        return closed;
    }

    /** Waits until the other side closes the connection, and answers how long that took. */
    Duration untilClosed() throws IOException {
        long begun = System.nanoTime();
        socket.setSoTimeout(PATIENCE);
        try {
            while (socket.getInputStream().read() >= 0) {
                // Read on.
            }
        } catch (SocketException reset) {
            // Closed as well.
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
