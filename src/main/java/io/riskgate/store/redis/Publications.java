package io.riskgate.store.redis;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hears of publications on a channel, over a connection of its own: what is pushed would confuse the client about
 * the answers to other calls. Whoever waits also asks from time to time, since a publication can be lost.
 *
 * <p>{@link #await} is for one thread.
 */
final class Publications implements AutoCloseable {

    private static final Duration PONG_MAX = Duration.ofSeconds(2);

    private final RedisLink link;
    private final Semaphore heard = new Semaphore(0);
    private volatile @Nullable Long pingedAtNanos;

    Publications(Vertx vertx, Supplier<Redis> clients, String channel) {
        link = new RedisLink(
                vertx,
                clients,
                RedisLink.RETRY_MAX_OF_LOOKS,
                connection -> subscribe(connection, channel),
                this::pushed);
    }

    private void subscribe(RedisConnection connection, String channel) {
        pingedAtNanos = null;
        connection.send(Request.cmd(Command.SUBSCRIBE).arg(channel));
        // What was published meanwhile is lost.
        heard.release();
    }

    private void pushed(Response message) {
        // The client forgets a call during which something is pushed, and takes its answer for pushed as well.
        pingedAtNanos = null;
        boolean isList = message.type() == ResponseType.PUSH || message.type() == ResponseType.MULTI;
        if (isList && message.size() == 3 && message.get(0).toString().equals("message")) {
            heard.release();
        }
    }

    /** Returns when something was published, or may have been, or the time is over. Blocks. */
    void await(Duration max) throws InterruptedException {
        ping();
        if (heard.tryAcquire(max.toNanos(), TimeUnit.NANOSECONDS)) {
            heard.drainPermits();
        }
    }

    /** Of a connection that only listens, nothing else would tell that it is dead. */
    private void ping() {
        Long pinged = pingedAtNanos;
        if (pinged == null) {
            pingedAtNanos = System.nanoTime();
            link.send(Request.cmd(Command.PING)).onComplete(answered -> pingedAtNanos = null);
        } else if (System.nanoTime() - pinged > PONG_MAX.toNanos()) {
            pingedAtNanos = null;
            link.drop();
        }
    }

    @Override
    public void close() {
        link.close();
    }
}
