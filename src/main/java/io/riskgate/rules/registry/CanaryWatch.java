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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Looks every {@link #LOOK_EVERY} whether a canary is past the limits of its uploader. One that is decides nothing more from that
 * moment on, however much the registry's control thread has to do, and is retired by that thread; what fails then is tried again at
 * the next look. One thread, which reads a few numbers for each canary.
 */
final class CanaryWatch {

    static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private static final Logger LOG = Logger.getLogger(CanaryWatch.class);

    private final Supplier<List<Trial>> canaries;
    private final BiFunction<Trial, Excess, CompletionStage<?>> retire;
    /** Of the thread alone, as the next one; for each canary that there is. */
    private final Map<Trial, RecentCheckouts> watched = new HashMap<>();

    private final Map<Trial, Excess> stopped = new HashMap<>();
    private final Set<Trial> beingRetired = ConcurrentHashMap.newKeySet();
    private final Thread thread =
            Thread.ofPlatform().name("riskgate-canaries").daemon().unstarted(this::work);
    private volatile boolean ended;

    /**
     * @param canaries all that there are
     * @param retire is asked to retire one
     */
    CanaryWatch(Supplier<List<Trial>> canaries, BiFunction<Trial, Excess, CompletionStage<?>> retire) {
        this.canaries = canaries;
        this.retire = retire;
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
            try {
                look();
            } catch (RuntimeException bug) {
                // Thrown on, it would end the watch.
                LOG.error("The canaries could not be looked at, which is tried again", LogText.of(bug));
            }
            LockSupport.parkNanos(this, LOOK_EVERY.toNanos());
        }
    }

    private void look() {
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
                    stopped.put(canary, past);
                });
            }
        }
        stopped.forEach(this::retire);
    }

    private void retire(Trial canary, Excess excess) {
        if (beingRetired.add(canary)) {
            retire.apply(canary, excess).whenComplete((done, failure) -> {
                beingRetired.remove(canary);
                if (failure != null) {
                    LOG.error(
                            "A canary that was stopped could not be retired, which is tried again",
                            LogText.of(failure));
                }
            });
        }
    }
}
