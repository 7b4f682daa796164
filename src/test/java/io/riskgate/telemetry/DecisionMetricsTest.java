package io.riskgate.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.riskgate.model.Decision;
import io.riskgate.model.Verdict;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DecisionMetricsTest {

    private static final int MERCHANTS = 10_000;

    /** Four verdicts, eight kinds of what was missing, refusals, and of the duration five buckets, count, sum and maximum. */
    private static final int SERIES_OF_MERCHANT_MAX = 4 + 8 + 1 + 5 + 3;

    private static final List<String> KINDS = List.of(
            "overload", "rules", "velocity", "velocity:local", "limits:local", "lists:stale", "firings", "journal");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final DecisionMetrics metrics = new DecisionMetrics(registry, () -> 2);

    private static Decision decision(String merchant, Verdict verdict, List<String> degraded) {
        return new Decision("id", merchant, verdict, 0, List.of(), List.of(), List.of(), degraded, 1_500);
    }

    private void decide(String merchant) {
        metrics.answered(decision(merchant, Verdict.REVIEW, List.of("overload")));
    }

    private double reviews(String merchant) {
        return registry
                .find(MetricNames.MERCHANT_DECISIONS)
                .tags(MetricNames.MERCHANT, merchant, MetricNames.VERDICT, "REVIEW")
                .counters()
                .stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Test
    void decision_countsForAllAndForItsMerchant() {
        decide("acme");
        metrics.refused("acme");

        for (String name : List.of(MetricNames.DECISIONS, MetricNames.MERCHANT_DECISIONS)) {
            assertThat(registry.get(name)
                            .tag(MetricNames.VERDICT, "REVIEW")
                            .counter()
                            .count())
                    .isEqualTo(1);
        }
        for (String name : List.of(MetricNames.DEGRADED, MetricNames.MERCHANT_DEGRADED)) {
            assertThat(registry.get(name)
                            .tag(MetricNames.KIND, "overload")
                            .counter()
                            .count())
                    .isEqualTo(1);
        }
        assertThat(registry.get(MetricNames.QUOTA_EXCEEDED).counter().count()).isEqualTo(1);
        assertThat(registry.get(MetricNames.MERCHANT_QUOTA_EXCEEDED)
                        .tag(MetricNames.MERCHANT, "acme")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get(MetricNames.MERCHANT_DECISION_DURATION)
                        .tag(MetricNames.MERCHANT, "acme")
                        .timer()
                        .totalTime(TimeUnit.MICROSECONDS))
                .isEqualTo(1_500);
        assertThat(metrics.answered()).isEqualTo(1);
    }

    @Test
    void merchantsBeyondTheLimit_areOthers_andTheFirstStayWhoTheyAre() {
        for (String merchant : List.of("a", "b", "c", "d", "a", "c")) {
            decide(merchant);
        }

        assertThat(reviews("a")).isEqualTo(2);
        assertThat(reviews("b")).isEqualTo(1);
        assertThat(reviews("c")).isZero();
        assertThat(reviews(MetricNames.OTHER)).isEqualTo(3);
    }

    @Test
    void merchantThatIsCalledOther_takesNoPlace() {
        decide(MetricNames.OTHER);
        decide("a");
        decide("b");

        assertThat(reviews("b")).isEqualTo(1);
        assertThat(reviews(MetricNames.OTHER)).isEqualTo(1);
    }

    @Test
    @SuppressWarnings("deprecation") // Quarkus' registry is the one on the older client.
    void tenThousandMerchants_haveNoMoreSeriesThanAHundred() {
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        DecisionMetrics bounded = new DecisionMetrics(prometheus);
        for (int i = 0; i < MERCHANTS; i++) {
            for (Verdict verdict : Verdict.values()) {
                bounded.answered(decision("m-" + i, verdict, KINDS));
            }
            bounded.refused("m-" + i);
        }

        List<String> series = prometheus
                .scrape()
                .lines()
                .filter(line -> line.startsWith("riskgate_merchant_"))
                .map(line -> line.replace(",}", "}"))
                .toList();
        assertThat(series)
                .hasSize((MerchantSeries.MERCHANTS_DEFAULT + 1) * SERIES_OF_MERCHANT_MAX)
                .contains("riskgate_merchant_decisions_total{merchant=\"m-99\",verdict=\"DECLINE\"} 1.0")
                .contains("riskgate_merchant_decisions_total{merchant=\"other\",verdict=\"DECLINE\"} 9900.0");
        System.out.printf("%d merchants: %d series of theirs%n", MERCHANTS, series.size());
    }

    @Test
    void merchantsOfManyThreads_haveTheirPlacesOnce() throws Exception {
        int threads = 4;
        CountDownLatch begin = new CountDownLatch(1);
        try (ExecutorService all = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> done = IntStream.range(0, threads)
                    .<Future<?>>mapToObj(thread -> all.submit(() -> {
                        begin.await();
                        for (int i = 0; i < 1_000; i++) {
                            decide("m-" + (i + thread) % 10);
                        }
                        return null;
                    }))
                    .toList();
            begin.countDown();
            for (Future<?> each : done) {
                each.get(10, TimeUnit.SECONDS);
            }
        }

        assertThat(registry.find(MetricNames.MERCHANT_DECISION_DURATION).timers())
                .hasSize(3);
        assertThat(registry.find(MetricNames.MERCHANT_DECISION_DURATION).timers().stream()
                        .mapToLong(Timer::count)
                        .sum())
                .isEqualTo(4_000);
    }

    @Test
    void noMerchantsOfTheirOwn_areAllowed_andTooManyAreRefusedByName() {
        DecisionMetrics none = new DecisionMetrics(registry, () -> 0);
        none.answered(decision("z", Verdict.REVIEW, List.of()));
        assertThat(reviews("z")).isZero();

        assertThatThrownBy(() -> new DecisionMetrics(registry, () -> MerchantSeries.MERCHANTS_MAX + 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("riskgate.telemetry.merchants-max");
    }

    @Test
    void kindsThatAreExpected_areSeriesBeforeTheyAreCounted() {
        metrics.expect(KINDS);
        assertThat(registry.find(MetricNames.DEGRADED).counters()).hasSize(KINDS.size());
    }
}
