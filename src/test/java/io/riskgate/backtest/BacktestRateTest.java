package io.riskgate.backtest;

import static io.riskgate.backtest.BacktestFixture.END;
import static io.riskgate.backtest.BacktestFixture.START;
import static io.riskgate.backtest.BacktestFixture.approved;
import static io.riskgate.backtest.BacktestFixture.compiled;
import static io.riskgate.backtest.BacktestFixture.ofJournal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.OperatingSystemMXBean;
import io.riskgate.model.Checkout;
import io.riskgate.rules.CompiledRules;
import io.riskgate.rules.Ruleset;
import io.riskgate.simulator.DayPlan;
import io.riskgate.simulator.DaySimulator;
import io.riskgate.simulator.LabelledCheckout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How fast a journal is replayed, with the rules of the load test and a hundred merchants; prints a line. The property {@code
 * backtest.checkouts} asks for more of them.
 */
class BacktestRateTest {

    private static final int CHECKOUTS = Integer.getInteger("backtest.checkouts", 2_000);
    private static final int MERCHANTS = 100;
    private static final Path RULES = Path.of("loadtest/rules");
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    @TempDir
    Path dataDir;

    @Test
    void journal_isReplayedWhole() throws Exception {
        try (BacktestFixture engine = new BacktestFixture(dataDir)) {
            long written = 0;
            for (int day = 0; written < CHECKOUTS; day++) {
                int most = (int) Math.min(DayPlan.CHECKOUTS_MAX, Math.max(DayPlan.CHECKOUTS_MIN, CHECKOUTS - written));
                DayPlan plan = new DayPlan(42 + day, most, START.plus(Duration.ofDays(2 + day)));
                for (LabelledCheckout labelled : DaySimulator.simulate(plan).checkouts()) {
                    Checkout checkout = ofOneOfMany(labelled.checkout());
                    if (!engine.journal.append(approved(checkout))) {
                        await().until(() -> engine.journal.append(approved(checkout)));
                    }
                    written++;
                }
            }
            long all = written;
            await().atMost(Duration.ofMinutes(2)).until(() -> engine.journal.written() == all);
            CompiledRules merchants = compiled("merchant", "package merchant\n" + rules(RULES.resolve("merchant.drl")))
                    .compiled();
            for (int i = 0; i < MERCHANTS; i++) {
                engine.rulesets.activate(new Ruleset("m-" + i, 1, "", merchants));
            }

            BacktestReport started = engine.start(ofJournal(platform(), new Period(START, END, Duration.ZERO)));
            Map<String, Long> cpuNanos = new TreeMap<>();
            long before = PROCESS.getProcessCpuTime();
            await().atMost(Duration.ofMinutes(5)).until(() -> {
                addCpuNanos(cpuNanos);
                return engine.now(started).isEnded();
            });
            long processNanos = PROCESS.getProcessCpuTime() - before;

            BacktestResult result = engine.now(started).result();
            System.out.printf(
                    "backtest: %d checkouts in %.2f s, %d a second, windows full %s, %d late; CPU %.1f us each, by thread %s%n",
                    result.checkouts(),
                    result.durationMillis() / 1e3,
                    result.perSecond(),
                    result.windowsFull(),
                    result.late(),
                    processNanos / 1e3 / all,
                    cpuNanos);
            assertThat(result.checkouts()).isEqualTo(all);
            assertThat(result.reasonsAfter()).isNotEmpty();
        }
    }

    /** By when it was last looked at. */
    private static void addCpuNanos(Map<String, Long> cpuNanos) {
        for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith("riskgate-backtest")) {
                cpuNanos.put(thread.getThreadName(), THREADS.getThreadCpuTime(thread.getThreadId()));
            }
        }
    }

    private static Ruleset platform() throws IOException {
        try (Stream<Path> files = Files.list(RULES.resolve("platform"))) {
            return compiled(
                    "platform",
                    files.sorted()
                            .map(BacktestRateTest::rules)
                            .collect(Collectors.joining("\n", "package platform\n", "")));
        }
    }

    /** The text without its package. */
    private static String rules(Path file) {
        try {
            return Files.readString(file).replaceFirst("(?m)^package .*$", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Checkout ofOneOfMany(Checkout checkout) {
        int merchant = Math.floorMod(String.valueOf(checkout.customer().id()).hashCode(), MERCHANTS);
        return new Checkout(
                checkout.id(),
                "m-" + merchant,
                checkout.occurredAt(),
                checkout.amount(),
                checkout.currency(),
                checkout.customer(),
                checkout.card(),
                checkout.device(),
                checkout.ip(),
                checkout.billing(),
                checkout.shipping(),
                checkout.items(),
                checkout.attributes());
    }
}
