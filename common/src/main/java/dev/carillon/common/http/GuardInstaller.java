package dev.carillon.common.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

/**
 * Puts the guard into a connection's pipeline when its first bytes arrive, since only then is the pipeline complete, and tells it of
 * bytes from then on. Where there is TLS it does so behind it; HTTP/2 has defences of its own and no guard.
 */
final class GuardInstaller extends ChannelInboundHandlerAdapter {

    // The names that Vert.x gives.
    private static final String DECODER = "httpDecoder";
    private static final String ENCODER = "httpEncoder";

    private final GuardSettings settings;
    private @Nullable RequestGuard guard;
    private boolean behindTls;

    GuardInstaller(GuardSettings settings) {
        this.settings = settings;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (guard == null) {
            guard = install(context.pipeline());
        }
        if (guard == null) {
            // What is removed still passes on what it was given.
            context.pipeline().remove(this);
        } else {
            guard.bytesArrived();
        }
        context.fireChannelRead(message);
    }

    private @Nullable RequestGuard install(ChannelPipeline pipeline) {
        SslHandler tls = pipeline.get(SslHandler.class);
        if (tls != null && !behindTls) {
            GuardInstaller behind = new GuardInstaller(settings);
            behind.behindTls = true;
            pipeline.addAfter(pipeline.context(tls).name(), null, behind);
            return null;
        }
        if (pipeline.get(DECODER) == null || pipeline.get(ENCODER) == null) {
            return null;
        }
        RequestGuard made = new RequestGuard(settings, tls != null);
        pipeline.replace(DECODER, DECODER, new StrictRequestDecoder(settings.options()));
        pipeline.addAfter(ENCODER, "carillonGuard", made);
        return made;
    }
}
