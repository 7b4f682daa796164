package io.riskgate.diagnosis;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The thread that watches what nobody could say afterwards: what the process used, what its collector did, and how much traffic there
 * was in each hour.
 */
@Singleton
final class DiagnosisWatch {

    static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    /** The recorder takes some 100 ms of a processor to start, which the first decisions need more. */
    static final Duration RECORDER_AFTER = Duration.ofSeconds(30);

    private static final Duration HISTORY_AFTER = Duration.ofSeconds(10);
    private static final Duration HISTORY_EVERY = Duration.ofMinutes(10);

    /** Behind the engine's own, which replays the journal: before, too little traffic would be found. */
    private static final int BEHIND_THE_ENGINE = 5_000;

    private static final Logger LOG = Logger.getLogger(DiagnosisWatch.class);

    private final ProcessWatch process;
    private final TrafficHistory history;
    private final boolean wantsRecorder;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("riskgate-diagnosis").daemon().factory());

    DiagnosisWatch(ProcessWatch process, TrafficHistory history, DiagnosisConfig config) {
        this.process = process;
        this.history = history;
        wantsRecorder = config.flightRecorder();
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    void start(@Observes @Priority(BEHIND_THE_ENGINE) StartupEvent start) {
        every(LOOK_EVERY, Duration.ZERO, process::look);
        every(HISTORY_EVERY, HISTORY_AFTER, history::refresh);
        if (wantsRecorder) {
            thread.schedule(() -> process.startRecorder(), RECORDER_AFTER.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    private void every(Duration every, Duration first, Runnable work) {
        thread.scheduleWithFixedDelay(() -> tryTo(work), first.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What fails is tried again the next time. */
    private static void tryTo(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failed) {
            LOG.warn("The diagnosis could not watch the engine", failed);
        }
    }

    void stop(@Observes ShutdownEvent stop) {
        thread.shutdownNow();
        process.stopRecorder();
    }
}
