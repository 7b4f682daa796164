package io.riskgate.loadtest.load;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * One connection and the request on it, if there is one. When it ends, its {@link Owner} opens another in its place.
 * Runs on the event loop.
 */
final class Lane extends ChannelInboundHandlerAdapter {

    /** What the run wants to know of its lanes. */
    interface Owner {
        /** The lane is connected. */
        void opened(Lane lane);

        /** The lane can take a request. */
        void free(Lane lane);

        /** The whole answer came; the lane is not free yet. */
        void answered(Lane lane, int status);

        /** The connection broke while a request was on it. */
        void broken(Lane lane);

        /** The connection is gone, after {@link #broken} if there was a request. */
        void closed(Lane lane);
    }

    private final Owner owner;
    private final Channel channel;
    private final DegradedScan degraded = new DegradedScan();
    private boolean busy;
    private long dueNanos;
    private int status;
    private boolean keepAlive;

    Lane(Owner owner, Channel channel) {
        this.owner = owner;
        this.channel = channel;
    }

    boolean isBusy() {
        return busy;
    }

    boolean isOpen() {
        return channel.isActive();
    }

    /** When the request on it was due. */
    long dueNanos() {
        return dueNanos;
    }

    /** What the answer lacks. */
    DegradedScan degraded() {
        return degraded;
    }

    /** Sends a request; the lane must be free. A failure to write shows as a broken connection. */
    @SuppressWarnings("FutureReturnValueIgnored")
    void send(RequestWriter writer, long number, long due) {
        busy = true;
        dueNanos = due;
        status = 0;
        degraded.reset();
        channel.writeAndFlush(writer.write(channel.alloc(), number), channel.voidPromise());
    }

    /** Gives the request up, since its answer would be taken for the next one's. */
    void abandon() {
        busy = false;
        hangUp();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        owner.opened(this);
        owner.free(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (!busy || ((HttpObject) message).decoderResult().isFailure()) {
                hangUp();
                return;
            }
            if (message instanceof HttpResponse head) {
                status = head.status().code();
                keepAlive = HttpUtil.isKeepAlive(head);
            }
            if (message instanceof HttpContent content) {
                degraded.scan(content.content());
            }
            if (message instanceof LastHttpContent) {
                busy = false;
                owner.answered(this, status);
                if (keepAlive) {
                    owner.free(this);
                } else {
                    hangUp();
                }
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (busy) {
            busy = false;
            owner.broken(this);
        }
        owner.closed(this);
    }

    /** What comes of it shows in {@link #channelInactive}. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void hangUp() {
        channel.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable broken) {
        hangUp();
    }
}
