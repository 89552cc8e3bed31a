package dev.carillon.common.http;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;

/**
 * Puts the guard before every connection that the service takes. Netty finds it through {@code META-INF/services}, in native
 * executables too: Vert.x has no place of its own for what happens before there is a request.
 */
public final class GuardExtension extends ChannelInitializerExtension {

    @Override
    public void postInitializeServerChildChannel(Channel channel) {
        GuardSettings settings = GuardSettings.current();
        if (settings != null) {
            channel.pipeline().addFirst(new GuardInstaller(settings));
        }
    }
}
