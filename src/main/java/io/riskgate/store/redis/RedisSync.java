package io.riskgate.store.redis;

import io.riskgate.store.StoreUnavailableException;
import io.riskgate.store.redis.SyncFile.Sync;
import io.riskgate.telemetry.LogText;
import io.riskgate.velocity.SharedVelocity.Gap;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Finds out whether Redis lost its memory, and remembers until when it was complete. A thread of its own looks once a second.
 *
 * <p>A Redis that was flushed, or came back empty, has no epoch any more; the first node to see that gives it another, and
 * each node restores its own journal when it sees an epoch that it does not know.
 */
final class RedisSync implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(RedisSync.class);
    private static final long LOOK_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Duration REACH = Duration.ofDays(31);

    private final RedisVelocity velocity;
    private final Consumer<RedisSettings> configured;
    private final BlockingLink link;
    private final SyncFile file;
    private final LiveSettings live;
    private final Clock clock;
    private final Thread thread;
    private volatile boolean closed;
    private String epoch;

    /**
     * Begins to look.
     *
     * @param configured takes settings that were changed
     * @param epoch that Redis has now
     */
    RedisSync(
            RedisVelocity velocity,
            Consumer<RedisSettings> configured,
            BlockingLink link,
            SyncFile file,
            LiveSettings live,
            Clock clock,
            String epoch) {
        this.velocity = velocity;
        this.configured = configured;
        this.link = link;
        this.file = file;
        this.live = live;
        this.clock = clock;
        this.epoch = epoch;
        Sync before = file.read();
        velocity.lack(Gap.all(
                before != null && before.epoch().equals(epoch)
                        ? before.completeUntil().minus(RedisVelocity.MARGIN)
                        : everything()));
        thread = Thread.ofPlatform().name("riskgate-redis").daemon().start(this::work);
    }

    private Instant everything() {
        return clock.instant().minus(REACH);
    }

    private void work() {
        while (!closed) {
            LockSupport.parkNanos(this, LOOK_EVERY_NANOS);
            // What is decided from here on is not yet known to be there.
            Instant now = clock.instant();
            boolean complete = velocity.isComplete();
            try {
                live.changed().ifPresent(configured);
                boolean renamed = link.await(velocity.agreeOnHashKey());
                String seen =
                        link.await(velocity.epoch(UUID.randomUUID().toString())).toString();
                seen(seen, complete && !renamed, renamed, now);
            } catch (StoreUnavailableException away) {
                // Redis is away, which decisions find out and report by themselves.
            } catch (IOException broken) {
                LOG.warnf("%s cannot be written: %s", file, broken);
            } catch (RuntimeException bug) {
                LOG.warn(
                        "It is not known whether Redis has lost its memory, which is looked for again",
                        LogText.of(bug));
            }
        }
    }

    private void seen(String seen, boolean complete, boolean renamed, Instant at) throws IOException {
        if (renamed || !seen.equals(epoch)) {
            LOG.warn("Redis has lost its memory: all that the journal has is counted again");
            epoch = seen;
            velocity.lack(Gap.all(everything()));
        } else if (complete) {
            file.write(new Sync(epoch, at));
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
