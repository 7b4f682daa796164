package io.riskgate.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.riskgate.model.Decision;
import io.riskgate.model.Verdict;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The meters of decisions. On the hot path, so each meter is looked up in the registry once and then kept. */
@Singleton
public final class DecisionMetrics {

    private final MeterRegistry registry;
    private final Timer duration;
    private final Counter replays;
    private final Counter unjournalled;
    private final Map<Verdict, Counter> verdicts = new ConcurrentHashMap<>();
    private final Map<String, Counter> degraded = new ConcurrentHashMap<>();

    public DecisionMetrics(MeterRegistry registry) {
        this.registry = registry;
        duration = Timer.builder(MetricNames.DECISION_DURATION)
                .description("From the parsed request to its answer")
                .serviceLevelObjectives(
                        Stream.of(1, 2, 3, 5, 10).map(Duration::ofMillis).toArray(Duration[]::new))
                .register(registry);
        replays = registry.counter(MetricNames.REPLAYS);
        unjournalled = registry.counter(MetricNames.UNJOURNALLED);
    }

    /** A decision was answered. Its {@code degraded} names are Riskgate's own and few, so each may be a series. */
    public void answered(Decision decision) {
        duration.record(decision.elapsedMicros(), TimeUnit.MICROSECONDS);
        verdicts.computeIfAbsent(
                        decision.verdict(), v -> registry.counter(MetricNames.DECISIONS, MetricNames.VERDICT, v.name()))
                .increment();
        for (String kind : decision.degraded()) {
            degraded.computeIfAbsent(kind, k -> registry.counter(MetricNames.DEGRADED, MetricNames.KIND, k))
                    .increment();
        }
    }

    /** How many decisions were answered so far. Never blocks, and is cheap enough to be asked every millisecond. */
    public long answered() {
        return duration.count();
    }

    /** A request got the answer of an earlier one. */
    public void replayed() {
        replays.increment();
    }

    /** The journal did not take an answered decision. */
    public void unjournalled() {
        unjournalled.increment();
    }
}
