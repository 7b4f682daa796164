package io.riskgate.loadtest.load;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ThreadFactory;

/**
 * How bytes come and go: one event loop, and its kind of channel. One thread sends more than the engine on the same
 * machine can answer, and needs no locks. On Linux it wakes to the microsecond, elsewhere only to the millisecond, which
 * shows in {@link LoadResult#lateness}.
 */
record Transport(EventLoopGroup group, Class<? extends SocketChannel> channel) {

    static Transport open() {
        ThreadFactory threads = new DefaultThreadFactory("load", true);
        return Epoll.isAvailable()
                ? new Transport(new EpollEventLoopGroup(1, threads), EpollSocketChannel.class)
                : new Transport(new NioEventLoopGroup(1, threads), NioSocketChannel.class);
    }
}
