package io.riskgate.store.redis;

import io.riskgate.store.StartRefusedException;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One connection, kept, over which calls go one behind the other: faster than a pool, and it cannot fill up. Where it is lost, or nothing comes back on it, the whole client is replaced: that also finds the new
 * master of a cluster or a sentinel group, and leaves nothing hanging. Meanwhile every call fails at once.
 *
 * <p>A call has no timeout of its own, and one that failed may still be done by the server. Thread-safe; never blocks.
 */
final class RedisLink implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(RedisLink.class);
    private static final Duration CONNECT_MAX = Duration.ofMillis(500);
    private static final long SILENT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long RETRY_MILLIS_MIN = 20;

    /** How long a connection stays away at most, once Redis is back, without which decisions are degraded. */
    static final Duration RETRY_MAX_OF_DECISIONS = Duration.ofMillis(250);

    /** The same of one that only listens, where a look twice a second finds all: each attempt costs an event loop more than a decision. */
    static final Duration RETRY_MAX_OF_LOOKS = Duration.ofSeconds(1);

    /** A client and, when there is one, its connection. */
    private static final class Generation {

        private final Redis client;
        /** Calls that were sent on it and have no reply. */
        private final AtomicInteger waiting = new AtomicInteger();

        private volatile @Nullable RedisConnection connection;
        private boolean ended;

        Generation(Redis client) {
            this.client = client;
        }
    }

    /** A connection that answers, and whose. */
    private record Ready(RedisConnection connection, Optional<ServerMemory> memory) {}

    private final Vertx vertx;
    private final Context home;
    private final Supplier<Redis> clients;
    private final long retryMillisMax;
    private final Consumer<Response> pushed;
    private final Consumer<RedisConnection> connected;
    private volatile Consumer<Duration> lost = ago -> {};
    private volatile Generation present;
    private volatile long repliedAtNanos = System.nanoTime();
    private long retryMillis = RETRY_MILLIS_MIN;
    private boolean closed;
    private boolean reported;
    private Optional<ServerMemory> memory = Optional.empty();
    private long lostAtNanos;
    private boolean isLost;

    /**
     * Begins to connect, from the caller's event loop if it is one: the connection stays on that, so that what is sent there is answered
     * there and wakes no other thread.
     *
     * @param retryMax how long it waits at most before it tries again to connect
     * @param connected is told of each new connection, on its event loop
     * @param pushed gets what the server sends unasked, such as publications
     */
    RedisLink(
            Vertx vertx,
            Supplier<Redis> clients,
            Duration retryMax,
            Consumer<RedisConnection> connected,
            Consumer<Response> pushed) {
        this.vertx = vertx;
        home = VertxContext.getRootContext(vertx.getOrCreateContext());
        this.clients = clients;
        retryMillisMax = retryMax.toMillis();
        this.connected = connected;
        this.pushed = pushed;
        present = begin();
    }

    /**
     * Has that told, at the next connection, how long ago the one before was lost, unless the server has all that it had then. It must not
     * block.
     */
    void onLost(Consumer<Duration> told) {
        lost = told;
    }

    /** Fails at once where there is no connection. For commands that always answer something. */
    @SuppressWarnings("NullAway")
    Future<Response> send(Request request) {
        Generation generation = present;
        RedisConnection connection = generation.connection;
        if (connection == null) {
            return Future.failedFuture("not connected to Redis");
        }
        generation.waiting.incrementAndGet();
        return connection.send(request).onComplete(call -> noteReply(generation, call));
    }

    /** An error is a reply too, if it is the server's. */
    private void noteReply(Generation generation, AsyncResult<Response> call) {
        generation.waiting.decrementAndGet();
        if (call.succeeded() || ServerError.of(call.cause()) != ServerError.NONE) {
            repliedAtNanos = System.nanoTime();
        }
    }

    boolean isConnected() {
        return present.connection != null;
    }

    /** Gives the connection up, with all calls that wait on it, and makes another. */
    void drop() {
        end(present, "nothing came back in time");
    }

    /**
     * As {@link #drop}, unless replies do come, if slowly, or none is waited for.
     *
     * @return whether it was dropped
     */
    boolean dropIfSilent() {
        boolean silent = present.waiting.get() > 0 && System.nanoTime() - repliedAtNanos > SILENT_NANOS;
        if (silent) {
            drop();
        }
        return silent;
    }

    private synchronized Generation begin() {
        Generation generation = new Generation(clients.get());
        present = generation;
        home.runOnContext(now -> connect(generation));
        return generation;
    }

    private void connect(Generation generation) {
        long timer = vertx.setTimer(CONNECT_MAX.toMillis(), late -> end(generation, "no connection in time"));
        generation
                .client
                .connect()
                // A connection is ready when it answers: a frozen server accepts it all the same.
                .compose(connection -> connection
                        .send(Request.cmd(Command.PING))
                        .compose(pong -> connection
                                .send(Request.cmd(Command.INFO))
                                .map(ServerMemory::of)
                                // A server may refuse to be asked; a connection that breaks is none.
                                .recover(failed -> ServerError.of(failed) == ServerError.NONE
                                        ? Future.failedFuture(failed)
                                        : Future.succeededFuture(Optional.empty())))
                        .map(found -> new Ready(connection, found)))
                .onComplete(done -> {
                    vertx.cancelTimer(timer);
                    if (done.succeeded()) {
                        ready(generation, done.result());
                    } else {
                        end(generation, String.valueOf(done.cause().getMessage()));
                    }
                });
    }

    private synchronized void ready(Generation generation, Ready ready) {
        if (generation.ended) {
            return;
        }
        RedisConnection connection = ready.connection;
        if (isLost && (ready.memory.isEmpty() || !ready.memory.equals(memory))) {
            lost.accept(Duration.ofNanos(System.nanoTime() - lostAtNanos));
        }
        isLost = false;
        memory = ready.memory;
        connection.handler(pushed::accept);
        connection.exceptionHandler(broken -> end(generation, String.valueOf(broken.getMessage())));
        connection.endHandler(end -> end(generation, "the connection was closed"));
        generation.connection = connection;
        retryMillis = RETRY_MILLIS_MIN;
        if (reported) {
            LOG.info("Redis is connected again");
            reported = false;
        }
        connected.accept(connection);
    }

    private synchronized void end(Generation generation, String why) {
        if (generation.ended) {
            return;
        }
        generation.ended = true;
        if (generation.connection != null) {
            isLost = true;
            lostAtNanos = System.nanoTime();
        }
        generation.connection = null;
        // On an event loop of its own accord, since it fails the calls that wait.
        vertx.runOnContext(now -> generation.client.close());
        if (closed) {
            return;
        }
        if (!reported) {
            LOG.warnf("Redis is not connected: %s. It is tried again until it is.", why);
            reported = true;
        }
        vertx.setTimer(retryMillis, again -> beginAgain());
        retryMillis = Math.min(2 * retryMillis, retryMillisMax);
    }

    private synchronized void beginAgain() {
        if (!closed) {
            begin();
        }
    }

    /**
     * Waits for the first connection. Blocks; for the start.
     *
     * @throws StartRefusedException if there is none in that time
     */
    void awaitConnected(Duration timeout) throws InterruptedException {
        long endNanos = System.nanoTime() + timeout.toNanos();
        while (!isConnected()) {
            if (System.nanoTime() > endNanos) {
                throw new StartRefusedException("Redis was not reached within " + timeout.toSeconds()
                        + " s (riskgate.redis.start-timeout); is quarkus.redis.hosts right?");
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        end(present, "closed");
    }
}
