package io.riskgate.rules.registry;

import io.riskgate.rules.registry.RecentCheckouts.Excess;
import io.riskgate.store.RollbackLimits;
import io.riskgate.telemetry.LogText;
import io.riskgate.trial.Trial;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Looks every {@link #LOOK_EVERY} whether a canary is past the limits of its uploader. One that is decides nothing more from that
 * moment on, however much the registry's control thread has to do, and is retired by that thread. What fails then, as while the store is
 * away, is tried again every {@link #RETRY_EVERY}, and logged for each canary at first and every {@link #LOG_EVERY}. One thread, which
 * reads a few numbers for each canary.
 */
final class CanaryWatch {

    static final Duration LOOK_EVERY = Duration.ofMillis(200);
    static final Duration RETRY_EVERY = Duration.ofSeconds(5);
    static final Duration LOG_EVERY = Duration.ofHours(1);

    private static final Logger LOG = Logger.getLogger(CanaryWatch.class);

    /** A canary that is past a limit, until it is retired. */
    private static final class Stopped {

        private final Excess excess;
        /** Written last by whoever ends an attempt, so that the next one sees what that has logged. */
        private volatile boolean isUnderWay;

        private long tryAtNanos;
        private long logAtNanos;

        Stopped(Excess excess, long nowNanos) {
            this.excess = excess;
            tryAtNanos = nowNanos;
            logAtNanos = nowNanos;
        }
    }

    private final Supplier<List<Trial>> canaries;
    private final BiFunction<Trial, Excess, CompletionStage<?>> retire;
    private final LongSupplier nanoTime;
    /** Of the thread alone, as the next one; for each canary that there is. */
    private final Map<Trial, RecentCheckouts> watched = new HashMap<>();

    private final Map<Trial, Stopped> stopped = new HashMap<>();
    private final Thread thread =
            Thread.ofPlatform().name("riskgate-canaries").daemon().unstarted(this::work);
    private volatile boolean ended;

    /**
     * @param canaries all that there are
     * @param retire is asked to retire one
     */
    CanaryWatch(Supplier<List<Trial>> canaries, BiFunction<Trial, Excess, CompletionStage<?>> retire) {
        this(canaries, retire, System::nanoTime);
    }

    CanaryWatch(
            Supplier<List<Trial>> canaries,
            BiFunction<Trial, Excess, CompletionStage<?>> retire,
            LongSupplier nanoTime) {
        this.canaries = canaries;
        this.retire = retire;
        this.nanoTime = nanoTime;
    }

    void start() {
        thread.start();
    }

    void stop() {
        ended = true;
        LockSupport.unpark(thread);
    }

    private void work() {
        while (!ended) {
            Duration pause = LOOK_EVERY;
            try {
                look();
            } catch (RuntimeException bug) {
                // Thrown on, it would end the watch.
                LOG.error("The canaries could not be looked at, which is tried again", LogText.of(bug));
                pause = RETRY_EVERY;
            }
            LockSupport.parkNanos(this, pause.toNanos());
        }
    }

    /** For the thread; for a test without one. */
    void look() {
        List<Trial> now = canaries.get();
        Set<Trial> present = new HashSet<>(now);
        watched.keySet().retainAll(present);
        stopped.keySet().retainAll(present);
        for (Trial canary : now) {
            RollbackLimits limits = canary.rollback();
            if (limits != null && !stopped.containsKey(canary)) {
                Optional<Excess> excess = watched.computeIfAbsent(canary, c -> new RecentCheckouts(limits))
                        .look(canary.tally());
                excess.ifPresent(past -> {
                    canary.stop();
                    stopped.put(canary, new Stopped(past, nanoTime.getAsLong()));
                });
            }
        }
        stopped.forEach(this::retire);
    }

    private void retire(Trial canary, Stopped one) {
        long nowNanos = nanoTime.getAsLong();
        if (one.isUnderWay || nowNanos - one.tryAtNanos < 0) {
            return;
        }
        one.isUnderWay = true;
        one.tryAtNanos = nowNanos + RETRY_EVERY.toNanos();
        retire.apply(canary, one.excess).whenComplete((done, failure) -> {
            if (failure != null && nowNanos - one.logAtNanos >= 0) {
                one.logAtNanos = nowNanos + LOG_EVERY.toNanos();
                LOG.errorf(
                        LogText.of(failure),
                        "The canary %s was stopped and could not be retired, which is tried again",
                        LogText.of(canary.ruleset().name()));
            }
            one.isUnderWay = false;
        });
    }
}
