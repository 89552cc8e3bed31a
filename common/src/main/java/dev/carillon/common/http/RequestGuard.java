package dev.carillon.common.http;

import dev.carillon.common.log.RequestFields;
import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemDocument;
import dev.carillon.common.problem.ProblemKind;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.quarkus.logging.Log;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the bytes of one connection and everything that answers requests. It refuses what is not HTTP with a problem, ends
 * connections of those who send or take too slowly, and gives the security headers to answers that nobody else gave them.
 */
// What a write or a close comes to, nobody here waits for: a connection that cannot be written to ends by itself.
@SuppressWarnings("FutureReturnValueIgnored")
final class RequestGuard extends ChannelDuplexHandler {

    private final GuardSettings settings;
    private final boolean tls;
    private final RequestPace pace;
    private @Nullable ChannelHandlerContext context;
    private @Nullable HttpRequest latest;
    private long bodyBytes;
    private int unanswered;
    private boolean answering;
    private boolean watched;
    private boolean stallWatched;
    private boolean upgraded;
    private boolean ended;

    RequestGuard(GuardSettings settings, boolean tls) {
        this.settings = settings;
        this.tls = tls;
        this.pace = new RequestPace(settings.limits());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    /** Bytes have arrived, whatever they mean. */
    void bytesArrived() {
        if (!upgraded && pace.bytesArrived(System.nanoTime()) && !watched && context != null) {
            watched = true;
            watch(context, pace.left(System.nanoTime()));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (ended) {
            ReferenceCountUtil.release(message);
            return;
        }
        Problem problem = problem(message);
        if (problem == null) {
            context.fireChannelRead(message);
        } else {
            ReferenceCountUtil.release(message);
            refuse(context, problem);
        }
    }

    private @Nullable Problem problem(Object message) {
        if (message instanceof HttpRequest request) {
            latest = request;
            Problem problem = RequestForm.problem(request, settings.limits().maximumHeaders());
            if (problem != null) {
                return problem;
            }
            unanswered++;
            bodyBytes = 0;
            pace.headArrived(System.nanoTime());
        }
        if (message instanceof HttpContent content) {
            if (content.decoderResult().isFailure()) {
                return Problem.of(ProblemKind.BAD_REQUEST, "The body of the request is not what HTTP calls chunks.");
            }
            int bytes = content.content().readableBytes();
            bodyBytes += bytes;
            pace.bodyArrived(bytes);
            if (bodyBytes > settings.maximumBody()) {
                return Problem.of(
                        ProblemKind.BODY_TOO_LARGE,
                        "The body has more than the " + settings.maximumBody() + " bytes that are read anywhere.");
            }
        }
        if (message instanceof LastHttpContent) {
            pace.complete();
        }
        return null;
    }

    /** Answers and closes; closes without a word where an answer would be taken for that to another request. */
    private void refuse(ChannelHandlerContext context, Problem problem) {
        boolean ownTurn = unanswered == (pace.isInBody() ? 1 : 0) && !answering;
        ended = true;
        if (ownTurn) {
            context.writeAndFlush(answer(context, problem)).addListener(ChannelFutureListener.CLOSE);
        } else {
            context.close();
        }
    }

    private FullHttpResponse answer(ChannelHandlerContext context, Problem problem) {
        String uri = latest == null || latest.decoderResult().isFailure() ? "/" : latest.uri();
        int query = uri.indexOf('?');
        String trace = RequestFields.newTraceId();
        Log.debugf("Refused what is no request that can be read: %s {trace_id=%s}", problem.detail(), trace);
        byte[] body = settings.problems().document(problem, query < 0 ? uri : uri.substring(0, query), trace);
        FullHttpResponse answer = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(problem.kind().status()),
                Unpooled.wrappedBuffer(body));
        answer.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, ProblemDocument.MEDIA_TYPE)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CONNECTION, "close");
        addSecurityHeaders(context, answer.headers());
        return answer;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (ended) {
            // The connection closes: this would follow the refusal of the request that it belongs to.
            ReferenceCountUtil.release(message);
            promise.trySuccess();
            return;
        }
        if (message instanceof HttpResponse response) {
            upgraded |= response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
            if (upgraded) {
                pace.complete();
            }
            if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
                context.write(message, promise);
                return;
            }
            answering = true;
            if (!response.headers().contains(SecurityHeaders.MARK)) {
                addSecurityHeaders(context, response.headers());
            }
        }
        if (message instanceof LastHttpContent) {
            answering = false;
            unanswered--;
        }
        context.write(message, promise);
    }

    private void addSecurityHeaders(ChannelHandlerContext context, HttpHeaders headers) {
        HttpRequest request = latest;
        String peer = context.channel().remoteAddress() instanceof InetSocketAddress address
                ? address.getAddress().getHostAddress()
                : "";
        boolean secure = settings.client()
                .secure(
                        tls,
                        peer,
                        name -> request == null ? List.of() : request.headers().getAll(name));
        settings.headers().write(secure, headers::set);
    }

    /** At most one such look is due at a time, so that requests in time cost nothing but the first. */
    private void watch(ChannelHandlerContext context, long nanoseconds) {
        context.executor().schedule(() -> look(context), nanoseconds, TimeUnit.NANOSECONDS);
    }

    private void look(ChannelHandlerContext context) {
        long now = System.nanoTime();
        if (ended || upgraded || !pace.isArriving() || !context.channel().isActive()) {
            watched = false;
            return;
        }
        if (!context.channel().config().isAutoRead()) {
            pace.excuse(now);
        }
        if (pace.left(now) > 0) {
            watch(context, pace.left(now));
        } else {
            refuse(
                    context,
                    Problem.of(ProblemKind.REQUEST_TIMEOUT, "The request did not arrive in the time that it has."));
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (!context.channel().isWritable() && !stallWatched) {
            stallWatched = true;
            watchStall(context);
        }
        context.fireChannelWritabilityChanged();
    }

    private void watchStall(ChannelHandlerContext context) {
        long waiting = context.channel().bytesBeforeWritable();
        context.executor()
                .schedule(
                        () -> {
                            if (context.channel().isWritable()) {
                                stallWatched = false;
                            } else if (context.channel().bytesBeforeWritable() >= waiting) {
                                context.close();
                            } else {
                                watchStall(context);
                            }
                        },
                        settings.limits().stalledAnswer().toMillis(),
                        TimeUnit.MILLISECONDS);
    }
}
