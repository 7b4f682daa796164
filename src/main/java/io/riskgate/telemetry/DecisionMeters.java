package io.riskgate.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.riskgate.model.Decision;
import io.riskgate.model.Verdict;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * What is counted of decisions, of all or of one merchant's. Hot, so each meter is looked up in the registry once and then
 * kept. Thread-safe; never blocks.
 */
final class DecisionMeters {

    /**
     * What the meters are called.
     *
     * @param bounds of the histogram of the duration, each of them a series. The budget of 5 ms is one, since an objective is
     *     counted by it
     */
    record Names(String duration, List<Duration> bounds, String decisions, String degraded, String refused) {

        static final Names OF_ALL = new Names(
                MetricNames.DECISION_DURATION,
                micros(250, 500, 1_000, 2_000, 3_000, 5_000, 10_000, 25_000, 100_000),
                MetricNames.DECISIONS,
                MetricNames.DEGRADED,
                MetricNames.QUOTA_EXCEEDED);

        /** With fewer bounds, since there are as many of these as merchants. */
        static final Names OF_MERCHANT = new Names(
                MetricNames.MERCHANT_DECISION_DURATION,
                micros(1_000, 2_000, 5_000, 10_000),
                MetricNames.MERCHANT_DECISIONS,
                MetricNames.MERCHANT_DEGRADED,
                MetricNames.MERCHANT_QUOTA_EXCEEDED);

        private static List<Duration> micros(long... bounds) {
            return LongStream.of(bounds)
                    .mapToObj(micros -> Duration.of(micros, ChronoUnit.MICROS))
                    .toList();
        }
    }

    private final MeterRegistry registry;
    private final Names names;
    private final Tags tags;
    private final Timer duration;
    private final Counter refused;
    private final Map<Verdict, Counter> verdicts = new EnumMap<>(Verdict.class);
    private final Map<String, Counter> degraded = new ConcurrentHashMap<>();

    DecisionMeters(MeterRegistry registry, Names names, Tags tags) {
        this.registry = registry;
        this.names = names;
        this.tags = tags;
        duration = Timer.builder(names.duration())
                .description("From the parsed request to its answer")
                .serviceLevelObjectives(names.bounds().toArray(Duration[]::new))
                .tags(tags)
                .register(registry);
        refused = Counter.builder(names.refused())
                .description("Checkouts that were refused since their merchant had too many")
                .tags(tags)
                .register(registry);
        for (Verdict verdict : Verdict.values()) {
            verdicts.put(verdict, registry.counter(names.decisions(), tags.and(MetricNames.VERDICT, verdict.name())));
        }
    }

    /** Has series of these kinds from now on: of one that appears with its first count, no rate is known. */
    void expect(Collection<String> kinds) {
        kinds.forEach(this::degraded);
    }

    /** A decision was answered. Its {@code degraded} names are Riskgate's own and few, so each may be a series. */
    void answered(Decision decision) {
        duration.record(decision.elapsedMicros(), TimeUnit.MICROSECONDS);
        Objects.requireNonNull(verdicts.get(decision.verdict())).increment();
        for (String kind : decision.degraded()) {
            degraded(kind).increment();
        }
    }

    /** A checkout was refused, since its merchant had too many. */
    void refused() {
        refused.increment();
    }

    long answers() {
        return duration.count();
    }

    private Counter degraded(String kind) {
        return degraded.computeIfAbsent(kind, k -> registry.counter(names.degraded(), tags.and(MetricNames.KIND, k)));
    }
}
