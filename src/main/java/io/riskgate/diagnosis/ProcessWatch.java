package io.riskgate.diagnosis;

import io.riskgate.journal.FileJournal;
import io.riskgate.shard.Shard;
import io.riskgate.shard.Shards;
import io.riskgate.telemetry.DecisionMetrics;
import io.riskgate.telemetry.LogText;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Remembers, by minute, what the process used, what the engine counted and what the collector did. One thread looks and starts the recorder;
 * any may read. In a native image that was built without the flight recorder, and wherever that cannot run, the JVM's own counters take its
 * place.
 */
@Singleton
final class ProcessWatch {

    private static final Logger LOG = Logger.getLogger(ProcessWatch.class);

    private final Supplier<EngineCounts> counts;
    private final Clock clock;
    private final Minutes<ProcessLoad> loads = new Minutes<>(ProcessLoad.NONE, ProcessLoad::plus);
    private final Minutes<CollectorActivity> collector = new Minutes<>(CollectorActivity.NONE, CollectorActivity::plus);
    private final CollectorBeans beans = new CollectorBeans();
    private volatile @Nullable PauseRecorder recorder;
    private volatile @Nullable String recorderMissing;
    private @Nullable ProcessSample before;

    @Inject
    ProcessWatch(DecisionMetrics metrics, Shards shards, FileJournal journal, Clock clock) {
        this(() -> new EngineCounts(metrics.answered(), failures(shards), journal.dropped()), clock);
    }

    /** @param counts what the engine has counted since it started */
    ProcessWatch(Supplier<EngineCounts> counts, Clock clock) {
        this.counts = counts;
        this.clock = clock;
    }

    private static long failures(Shards shards) {
        return shards.all().stream().mapToLong(Shard::failures).sum();
    }

    /** Takes note of what was used and counted since the last look. */
    void look() {
        ProcessSample now = ProcessSample.take(counts.get());
        if (before != null) {
            loads.add(clock.instant(), now.since(before));
        }
        before = now;
        CollectorActivity counted = beans.look();
        if (recorder == null) {
            collector.add(clock.instant(), counted);
        }
    }

    /** Has pauses seen by the flight recorder from now on, if it can run. Blocks. */
    void startRecorder() {
        try {
            recorder = new PauseRecorder(collector);
        } catch (RuntimeException | LinkageError | InternalError cannotRun) {
            String why = LogText.of(cannotRun.toString());
            LOG.infof("Pauses are counted without the flight recorder, which cannot run: %s", why);
            recorderMissing = why;
        }
    }

    void stopRecorder() {
        PauseRecorder running = recorder;
        if (running != null) {
            running.close();
            recorder = null;
        }
    }

    /** Whether pauses are those of the flight recorder. */
    boolean isRecording() {
        return recorder != null;
    }

    /** Why the recorder could not run; empty where it runs, or was not asked to. */
    Optional<String> recorderMissing() {
        return Optional.ofNullable(recorderMissing);
    }

    ProcessLoad load(Instant since) {
        return loads.since(since);
    }

    CollectorActivity collector(Instant since) {
        return collector.since(since);
    }
}
