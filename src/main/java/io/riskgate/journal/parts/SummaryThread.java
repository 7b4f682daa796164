package io.riskgate.journal.parts;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Does the same work every {@link #EVERY} on a thread of its own: has parts that are over summarized, and what belongs to that. What
 * fails is tried again the next time; nothing is lost by that, since the journal has it.
 */
public final class SummaryThread {

    static final Duration EVERY = Duration.ofSeconds(2);

    private static final Logger LOG = Logger.getLogger(SummaryThread.class);

    private final String what;
    private final Runnable work;
    private final ScheduledExecutorService thread;
    private @Nullable Future<?> working;

    /** Of the thread. */
    private boolean hasFailed;

    /**
     * Does not start it.
     *
     * @param what is summarized, in one word, for the log and the thread's name
     * @param work throws {@link UncheckedIOException} if the disk, or what nodes share, fails
     */
    public SummaryThread(String what, Runnable work) {
        this.what = what;
        this.work = work;
        thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("riskgate-" + what).daemon().factory());
    }

    /** To be called when the journal has been replayed: before, too little is counted. */
    public void start() {
        working = thread.scheduleWithFixedDelay(this::work, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void work() {
        try {
            work.run();
            hasFailed = false;
        } catch (UncheckedIOException failed) {
            if (!hasFailed) {
                LOG.warnf("Of %s not all is summarized, or told to others, for now: %s", what, failed.getMessage());
            }
            hasFailed = true;
        } catch (RuntimeException fault) {
            LOG.errorf(fault, "The summary of %s, or telling others of it, has failed", what);
        }
    }

    /** For good; what is at work is interrupted. */
    public void stop() {
        if (working != null) {
            working.cancel(true);
        }
        thread.shutdownNow();
    }
}
