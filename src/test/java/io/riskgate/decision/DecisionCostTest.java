package io.riskgate.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.riskgate.merchant.MerchantSettings;
import io.riskgate.merchant.Merchants;
import io.riskgate.model.Checkout;
import io.riskgate.rules.Compilation;
import io.riskgate.rules.Ruleset;
import io.riskgate.rules.compile.DrlCompiler;
import io.riskgate.simulator.DayPlan;
import io.riskgate.simulator.DaySimulator;
import io.riskgate.simulator.LabelledCheckout;
import io.riskgate.tracing.Tracing;
import io.riskgate.tracing.TracingSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What can be counted of a decision's cost, with the rules of the load test, so that it does not grow unseen: bytes that are
 * allocated, and changes of thread.
 */
class DecisionCostTest {

    private static final int WARM_UP = 20_000;
    private static final int COUNTED = 5_000;

    /** Half as much again as was counted when it was set, since a busy machine may not have compiled all of it. */
    private static final double BYTES_MAX = 9_500;

    private static final Path RULES = Path.of("loadtest/rules");

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void decision_allocatesNoMoreThanItsBound() throws Exception {
        try (Engine engine = engine()) {
            List<Checkout> checkouts = checkouts();
            checkouts.subList(0, WARM_UP).forEach(checkout -> engine.decide(checkout)
                    .join());
            List<String> degraded = new CopyOnWriteArrayList<>();
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (Checkout checkout : checkouts.subList(WARM_UP, WARM_UP + COUNTED)) {
                engine.pipeline
                        .decide(checkout)
                        .subscribe()
                        .with(answer -> degraded.addAll(answer.decision().degraded()));
            }
            double bytes = (double) (THREADS.getCurrentThreadAllocatedBytes() - before) / COUNTED;
            System.out.printf("decision cost: %.0f bytes allocated by each%n", bytes);
            assertThat(degraded).isEmpty();
            assertThat(bytes).isBetween(500.0, BYTES_MAX);
        }
    }

    @Test
    void decisionOfAnIdleShard_changesNoThread() throws Exception {
        try (Engine engine = engine()) {
            List<Checkout> checkouts = checkouts();
            // Each shard opens its sessions on its own thread, once.
            checkouts.subList(0, WARM_UP).forEach(checkout -> engine.decide(checkout)
                    .join());
            Set<Thread> answeredBy = ConcurrentHashMap.newKeySet();
            CountDownLatch all = new CountDownLatch(COUNTED);
            for (Checkout checkout : checkouts.subList(WARM_UP, WARM_UP + COUNTED)) {
                engine.pipeline.decide(checkout).subscribe().with(answer -> {
                    answeredBy.add(Thread.currentThread());
                    all.countDown();
                });
            }
            all.await();
            assertThat(answeredBy).containsExactly(Thread.currentThread());
        }
    }

    @Test
    void decisionThatIsNotDrawnForATrace_allocatesNothingForIt() {
        Tracing tracing = new Tracing(
                Optional.of(new TracingSettings(
                        URI.create("http://127.0.0.1:9/v1/traces"), Map.of(), Duration.ofSeconds(1), 1)),
                () -> "node",
                new Merchants(MerchantSettings.DEFAULTS, Map.of()),
                Clock.systemUTC(),
                () -> ThreadLocalRandom.current().nextDouble(),
                new SimpleMeterRegistry());
        List<String> merchants =
                IntStream.range(0, WARM_UP).mapToObj(i -> "m-" + i % 100).toList();
        long bytes = Long.MAX_VALUE;
        int drawn = 0;
        for (int round = 0; round < 3; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (String merchant : merchants) {
                drawn += tracing.draws(merchant) ? 1 : 0;
            }
            bytes = Math.min(bytes, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        tracing.close();
        assertThat(drawn).isZero();
        // Of all together: less than one object each, whatever a compiler leaves meanwhile.
        assertThat(bytes).isLessThan(WARM_UP);
    }

    private static Engine engine() throws IOException {
        Engine engine = new Engine();
        String platform;
        try (Stream<Path> files = Files.list(RULES.resolve("platform"))) {
            platform = files.sorted()
                    .map(DecisionCostTest::rules)
                    .collect(Collectors.joining("\n", "package platform\n", ""));
        }
        engine.rulesets.activate(compiled("platform", platform));
        checkouts().stream()
                .map(Checkout::merchantId)
                .distinct()
                .forEach(merchant -> engine.rulesets.activate(
                        compiled(merchant, "package merchant\n" + rules(RULES.resolve("merchant.drl")))));
        return engine;
    }

    /** The text without its package. */
    private static String rules(Path file) {
        try {
            return Files.readString(file).replaceFirst("(?m)^package .*$", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Ruleset compiled(String scope, String text) {
        return switch (new DrlCompiler().compile(text)) {
            case Compilation.Accepted accepted -> new Ruleset(scope, 1, text, accepted.rules());
            case Compilation.Refused refused ->
                throw new AssertionError(refused.problems().toString());
        };
    }

    private static List<Checkout> checkouts() {
        return DaySimulator.simulate(new DayPlan(42, WARM_UP + COUNTED, Instant.parse("2026-11-25T12:00:00Z")))
                .checkouts()
                .stream()
                .map(LabelledCheckout::checkout)
                .toList();
    }
}
