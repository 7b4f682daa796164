package io.riskgate.loadtest.proof;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * The program that answers every request with the same decision, on one thread and without reading it. It prints its
 * port, and ends when its input does, so that it cannot outlive the program that started it.
 */
final class StubServer {

    private static final String DECISION = """
            {"id":"lt-000000000000-0000000000","merchantId":"merchant-00000","verdict":"REVIEW","score":60,\
            "reasons":[{"code":"foreign_gift_cards","rule":"Gift cards with a foreign card","ruleset":"acme@1",\
            "effect":"SCORE","points":60}],"tags":[],"rulesets":["platform@1","acme@1"],"degraded":[],\
            "elapsedMicros":670}""";

    private static final ByteBuf ANSWER = Unpooled.unreleasableBuffer(Unpooled.directBuffer()
            .writeBytes(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + DECISION.length()
                            + "\r\n\r\n" + DECISION)
                    .getBytes(StandardCharsets.US_ASCII)));

    private StubServer() {}

    public static void main(String... arguments) throws Exception {
        boolean epoll = Epoll.isAvailable();
        EventLoopGroup group = epoll ? new EpollEventLoopGroup(1) : new NioEventLoopGroup(1);
        Channel server = new ServerBootstrap()
                .group(group)
                .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new HttpRequestDecoder(), new Answer());
                    }
                })
                .bind("127.0.0.1", 0)
                .sync()
                .channel();
        System.out.println(((InetSocketAddress) server.localAddress()).getPort());
        while (System.in.read() >= 0) {
            // Nothing is said to it.
        }
        System.exit(0);
    }

    private static final class Answer extends SimpleChannelInboundHandler<HttpObject> {
        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // the client sees when it fails
        protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
            if (message instanceof LastHttpContent) {
                context.writeAndFlush(ANSWER.duplicate(), context.voidPromise());
            }
        }
    }
}
