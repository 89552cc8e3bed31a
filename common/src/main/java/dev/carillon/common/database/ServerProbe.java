package dev.carillon.common.database;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks whether PostgreSQL gives a sign of life, by a connection of its own: those of the pool may all be waiting. It asks whether TLS is
 * spoken, which PostgreSQL and PgBouncer answer with one letter before any sign-in, at the cost of a short-lived process.
 */
final class ServerProbe {

    /** Length and code of the message {@code SSLRequest}. */
    private static final Buffer SSL_REQUEST = Buffer.buffer().appendInt(8).appendInt(80_877_103);

    private final Vertx vertx;
    private final NetClient client;
    private final List<SocketAddress> servers;
    private final Duration deadline;
    private final AtomicInteger turn = new AtomicInteger();

    /**
     * @param servers those that the pool connects to; each is asked in turn
     * @param deadline within which a probe must be answered, connecting included
     */
    ServerProbe(Vertx vertx, List<SocketAddress> servers, Duration deadline) {
        this.vertx = vertx;
        this.servers = servers;
        this.deadline = deadline;
        this.client = vertx.createNetClient(
                new NetClientOptions().setConnectTimeout(Math.toIntExact(Math.max(1, deadline.toMillis()))));
    }

    /** Succeeds when there was an answer, whatever it says. Fails when there was none in time. */
    Future<Void> ask() {
        Promise<Void> answer = Promise.promise();
        long timer = vertx.setTimer(Math.max(1, deadline.toMillis()), _ -> answer.tryFail("No answer in time"));
        client.connect(servers.get(Math.floorMod(turn.getAndIncrement(), servers.size())))
                .onFailure(answer::tryFail)
                .onSuccess(socket -> ask(socket, answer));
        return answer.future().onComplete(_ -> vertx.cancelTimer(timer));
    }

    private static void ask(NetSocket socket, Promise<Void> answer) {
        socket.handler(_ -> answer.tryComplete());
        socket.exceptionHandler(answer::tryFail);
        socket.closeHandler(_ -> answer.tryFail("The connection was closed"));
        socket.write(SSL_REQUEST.copy()).onFailure(answer::tryFail);
        answer.future().onComplete(_ -> socket.close());
    }
}
