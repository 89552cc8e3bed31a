package dev.carillon.benchmark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.HdrHistogram.Histogram;

/**
 * Posts one request again and again over HTTP/1.1 connections that stay open, each with one request under way at a time. One
 * thread and no objects a request: on a machine that also runs the suite, the load must cost little.
 */
final class HttpLoad {

    private static final int LARGEST_ANSWER = 1 << 20;

    private final InetSocketAddress address;
    private final byte[] request;
    private final int connections;

    /**
     * @param headers complete lines, such as {@code Authorization: Bearer …}, each ended by CR LF
     * @param connections how many at once
     */
    HttpLoad(URI url, String headers, String body, int connections) {
        this.address = new InetSocketAddress(url.getHost(), url.getPort());
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        this.request =
                ("POST %s HTTP/1.1\r\nHost: %s:%d\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\n\r\n%s"
                                .formatted(url.getPath(), url.getHost(), url.getPort(), headers, content.length, body))
                        .getBytes(StandardCharsets.UTF_8);
        this.connections = connections;
    }

    /**
     * What came of a load.
     *
     * @param accepted answers of 2xx
     * @param refused all others
     * @param latencies in nanoseconds, from the moment a request was due
     */
    record Outcome(long accepted, long refused, Duration time, Histogram latencies) {

        double perSecond() {
            return accepted / (time.toNanos() / 1e9);
        }
    }

    /** As fast as answers come, for that long. */
    Outcome closed(Duration time) throws IOException {
        return run(time, 0, Long.MAX_VALUE);
    }

    /** So many requests a second, whether answers come or not; who waits for a free connection counts as waiting. */
    Outcome open(int perSecond, Duration time) throws IOException {
        return run(time.plusSeconds(60), 1_000_000_000L / perSecond, perSecond * time.toSeconds());
    }

    private Outcome run(Duration limit, long interval, long most) throws IOException {
        Histogram latencies = new Histogram(3_600_000_000_000L, 3);
        Deque<Connection> free = new ArrayDeque<>();
        try (Selector selector = Selector.open()) {
            for (int number = 0; number < connections; number++) {
                free.add(new Connection(selector));
            }
            long begun = System.nanoTime();
            long end = begun + limit.toNanos();
            long sent = 0;
            long accepted = 0;
            long refused = 0;
            while (true) {
                long now = System.nanoTime();
                boolean sending = now < end && sent < most;
                if (!sending && sent == accepted + refused || now > end + limit.toNanos()) {
                    break;
                }
                while (sending && !free.isEmpty() && sent < most && begun + sent * interval <= now) {
                    long due = interval == 0 ? System.nanoTime() : begun + sent * interval;
                    free.remove().send(due);
                    sent++;
                }
                if (interval == 0 || !sending) {
                    selector.select(100);
                } else {
                    // Rather early than late: a request that is due must not wait for a sleep that lasts too long.
                    selector.selectNow();
                    if (begun + sent * interval - System.nanoTime() > 1_500_000) {
                        selector.select(1);
                    }
                }
                for (SelectionKey key : selector.selectedKeys()) {
                    Connection connection = (Connection) key.attachment();
                    int status = connection.receive();
                    if (status != 0) {
                        latencies.recordValue(Math.max(0, System.nanoTime() - connection.due));
                        if (status / 100 == 2) {
                            accepted++;
                        } else {
                            refused++;
                        }
                        free.add(connection);
                    }
                }
                selector.selectedKeys().clear();
            }
            Duration took = Duration.ofNanos(Math.min(System.nanoTime(), end) - begun);
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            return new Outcome(accepted, refused, took, latencies);
        }
    }

    /** One connection with at most one request under way. */
    private final class Connection {

        private final SocketChannel channel;
        private final ByteBuffer answer = ByteBuffer.allocate(LARGEST_ANSWER);
        private long due;

        Connection(Selector selector) throws IOException {
            channel = SocketChannel.open(address);
            channel.setOption(java.net.StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }

        void send(long due) throws IOException {
            this.due = due;
            ByteBuffer bytes = ByteBuffer.wrap(request);
            // A request is much smaller than the socket's buffer, which is empty by now.
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        /** The status of the answer once all of it is here; 0 before. */
        int receive() throws IOException {
            if (channel.read(answer) < 0) {
                throw new IOException("The service closed a connection under load");
            }
            int length = HttpAnswer.length(answer.array(), answer.position());
            if (length < 0 || answer.position() < length) {
                return 0;
            }
            int status = HttpAnswer.status(answer.array());
            answer.clear();
            return status;
        }
    }
}
