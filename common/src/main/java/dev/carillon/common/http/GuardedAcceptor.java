package dev.carillon.common.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import java.util.Iterator;

/** Puts the guard before every connection that a server's channel accepts. */
@Sharable
final class GuardedAcceptor extends ChannelInboundHandlerAdapter {

    private static final String NAME = "carillonAcceptor";

    private final GuardSettings settings;

    GuardedAcceptor(GuardSettings settings) {
        this.settings = settings;
    }

    /**
     * Guards the servers that a group accepts for. Vert.x has no place of its own for what happens before there is a request, so
     * they are looked up where Netty keeps them.
     */
    void guard(EventLoopGroup acceptors) {
        for (EventExecutor executor : acceptors) {
            if (executor instanceof SingleThreadEventLoop loop) {
                // Only the loop itself may look at its channels.
                loop.execute(() -> guardAll(loop.registeredChannelsIterator()));
            }
        }
    }

    private void guardAll(Iterator<Channel> channels) {
        while (channels.hasNext()) {
            if (channels.next() instanceof ServerChannel server
                    && server.pipeline().get(NAME) == null) {
                server.pipeline().addFirst(NAME, this);
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof Channel connection) {
            connection.pipeline().addFirst(new GuardInstaller(settings));
        }
        context.fireChannelRead(message);
    }
}
