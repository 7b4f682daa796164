package io.riskgate.store;

import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a node in step with what it shares with others, on a thread of its own: as soon as a change is heard of, and by
 * looking every {@link #LOOK_EVERY}, since what one hears of can be lost. While the store is away the node goes on with what it
 * has.
 */
public final class Follower {

    public static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private static final Logger LOG = Logger.getLogger(Follower.class);

    /** What catches up. */
    @FunctionalInterface
    public interface Step {
        void run() throws InterruptedException;
    }

    /** Waits for a change; throws nothing when the store is away. */
    @FunctionalInterface
    public interface Waiting {
        void await(Duration max) throws InterruptedException;
    }

    private final String what;
    private final Step catchUp;
    private final Runnable missed;
    private final Waiting waiting;
    private @Nullable Thread thread;

    private volatile boolean isAway;

    /**
     * Does nothing yet.
     *
     * @param what is shared, in a word or two, for the log
     * @param catchUp takes over what is new
     * @param missed is called when that failed, so that the next one takes nothing for known
     */
    public Follower(String what, Step catchUp, Runnable missed, Waiting waiting) {
        this.what = what;
        this.catchUp = catchUp;
        this.missed = missed;
        this.waiting = waiting;
    }

    /** Whether the last look failed, so that there may be changes that this node has not seen. For any thread. */
    public boolean isAway() {
        return isAway;
    }

    public void start() {
        thread = Thread.ofPlatform().name("riskgate-follow-" + what).daemon().start(this::follow);
    }

    private void follow() {
        try {
            while (true) {
                catchUp();
                waiting.await(LOOK_EVERY);
            }
        } catch (InterruptedException stopped) {
            LOG.debugf("No longer in step with the %s of other nodes", what);
        }
    }

    private void catchUp() throws InterruptedException {
        try {
            catchUp.run();
            if (isAway) {
                LOG.infof("The %s of other nodes are seen again", what);
            }
            isAway = false;
        } catch (StoreUnavailableException unreachable) {
            missed.run();
            if (!isAway && !Thread.currentThread().isInterrupted()) {
                LOG.warnf(
                        "The %s of other nodes cannot be seen, this node goes on with those that it has: %s",
                        what, unreachable.getMessage());
            }
            isAway = true;
        } catch (RuntimeException fault) {
            missed.run();
            LOG.errorf(fault, "The %s of other nodes could not be taken over", what);
        }
    }

    /** Returns when the thread has ended. */
    public void stop() throws InterruptedException {
        if (thread != null) {
            thread.interrupt();
            thread.join();
        }
    }
}
