package io.riskgate.store.redis;

import io.vertx.core.Context;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A {@link RedisLink} for each event loop that decides, and one for all other threads. What a loop asks over its own is answered on that loop:
 * no thread has to be woken, neither for the way there nor for the way back. Thread-safe; never blocks.
 */
final class LoopLinks implements AutoCloseable {

    private final RedisLink common;
    private final Supplier<RedisLink> connecting;
    private final Map<Thread, RedisLink> ofLoops = new ConcurrentHashMap<>();
    private volatile Consumer<Duration> lost = ago -> {};

    /**
     * Has no links of loops yet.
     *
     * @param common of the threads that are no event loops
     * @param connecting makes a link of the event loop that calls it
     */
    LoopLinks(RedisLink common, Supplier<RedisLink> connecting) {
        this.common = common;
        this.connecting = connecting;
    }

    /** As {@link RedisLink#onLost}, of each of them. */
    void onLost(Consumer<Duration> told) {
        lost = told;
        common.onLost(told);
    }

    /** The link of all. Calls that depend on each other's order go over this one. */
    RedisLink common() {
        return common;
    }

    /** The calling event loop's own link; while that is not connected, and on other threads, the common one. */
    RedisLink near() {
        if (!Context.isOnEventLoopThread()) {
            return common;
        }
        RedisLink own = ofLoops.computeIfAbsent(Thread.currentThread(), loop -> begin());
        return own.isConnected() ? own : common;
    }

    private RedisLink begin() {
        RedisLink link = connecting.get();
        link.onLost(ago -> lost.accept(ago));
        return link;
    }

    /**
     * Drops those that wait for replies and get none; if the common one is among them, all: the others may lead to the same host, and one
     * that has vanished shows on no connection on which nothing is asked.
     */
    void dropSilent() {
        if (common.dropIfSilent()) {
            ofLoops.values().forEach(RedisLink::drop);
        } else {
            ofLoops.values().forEach(RedisLink::dropIfSilent);
        }
    }

    /** Drops all of them. */
    void drop() {
        common.drop();
        ofLoops.values().forEach(RedisLink::drop);
    }

    @Override
    public void close() {
        common.close();
        ofLoops.values().forEach(RedisLink::close);
    }
}
