package dev.carillon.common.database;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.Handler;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.impl.SqlConnectionInternal;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Ends connections that fall silent. When the network is cut no packet says so, and TCP goes on trying for a quarter of an
 * hour, in which every statement on the connection waits and the pool is used up.
 *
 * <p>Only a connection that waits for an answer is ended. One that idles in the pool is left to the keep-alive of TCP: closing it
 * could meet a statement that is just being sent.
 *
 * <p>The client has an idle timeout of its own, but closes politely: it says goodbye to PostgreSQL and waits for the answer,
 * which never comes over a dead network. Hence this handler, which stands nearer to the socket and closes at once; then the client
 * fails what waits, and the pool connects anew.
 */
final class SilenceGuard implements Handler<SqlConnection> {

    private static final Logger LOG = Logger.getLogger(SilenceGuard.class);

    /** Looks at each connection this often within the time, so that the end comes not much later than promised. */
    private static final int LOOKS = 4;

    private final Duration silence;
    private final Set<CloseAtOnce> guarded = ConcurrentHashMap.newKeySet();

    SilenceGuard(Duration silence) {
        this.silence = silence;
    }

    /** Called by the pool with each connection that it opens; closing hands it back to the pool. */
    @Override
    public void handle(SqlConnection connection) {
        if (connection instanceof SqlConnectionInternal internal
                && internal.unwrap().unwrap() instanceof SocketConnectionBase socket) {
            ChannelPipeline pipeline = socket.socket().channelHandlerContext().pipeline();
            pipeline.addFirst(
                    new IdleStateHandler(silence.toMillis() / LOOKS, 0, 0, TimeUnit.MILLISECONDS), new CloseAtOnce());
        } else {
            LOG.warn("Connections to PostgreSQL are not guarded against a cut network: the client has changed inside");
        }
        connection.close().onFailure(failure -> LOG.debug("The connection did not return to its pool", failure));
    }

    /** Ends every connection that waits for an answer now. Those whose statements they carry are told. */
    void endThoseThatWait() {
        guarded.forEach(CloseAtOnce::endIfWaiting);
    }

    /** Knows whether an answer is due: something was sent, and nothing has come since. */
    private final class CloseAtOnce extends ChannelDuplexHandler {

        private @Nullable ChannelHandlerContext place;
        private boolean waiting;
        private long waitingSince;

        @Override
        public void handlerAdded(ChannelHandlerContext context) {
            place = context;
            guarded.add(this);
        }

        @Override
        public void handlerRemoved(ChannelHandlerContext context) {
            guarded.remove(this);
        }

        void endIfWaiting() {
            ChannelHandlerContext context = place;
            if (context != null) {
                context.executor().execute(() -> {
                    if (waiting) {
                        var unused = context.close();
                    }
                });
            }
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
            if (!waiting) {
                waiting = true;
                waitingSince = System.nanoTime();
            }
            super.write(context, message, promise);
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
            waiting = false;
            super.channelRead(context, message);
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
            if (!(event instanceof IdleStateEvent)) {
                super.userEventTriggered(context, event);
            } else if (waiting && System.nanoTime() - waitingSince >= silence.toNanos()) {
                LOG.warnf("PostgreSQL has been silent for %s: the connection is given up", silence);
                // From here the close goes to the socket, past the codec that would wait for a farewell.
                var unused = context.close();
            }
        }
    }
}
