package io.riskgate.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.riskgate.api.CheckoutFileLines;
import io.riskgate.backtest.BacktestReport.State;
import io.riskgate.fixture.MutableRulesets;
import io.riskgate.fixture.SettableClock;
import io.riskgate.journal.FileJournal;
import io.riskgate.journal.JournalEntry;
import io.riskgate.journal.JournalListener;
import io.riskgate.journal.JournalRecord;
import io.riskgate.journal.JournalSettings;
import io.riskgate.limits.LedgerLimits;
import io.riskgate.limits.Limit;
import io.riskgate.merchant.MerchantSettings;
import io.riskgate.merchant.Merchants;
import io.riskgate.model.Checkout;
import io.riskgate.model.Decision;
import io.riskgate.model.Verdict;
import io.riskgate.rules.Compilation;
import io.riskgate.rules.Ruleset;
import io.riskgate.rules.compile.DrlCompiler;
import io.riskgate.shard.MerchantPlans;
import io.riskgate.shard.Shards;
import io.riskgate.velocity.LocalVelocity;
import io.riskgate.velocity.VelocityLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Backtests with four partitions on two threads, outside of Quarkus, on a real journal. */
final class BacktestFixture implements AutoCloseable {

    static final Instant START = Instant.parse("2026-11-20T00:00:00Z");
    static final Instant END = START.plus(Duration.ofDays(60));

    /** All of it. */
    static final Period ALWAYS = new Period(START, END, Duration.ofDays(30));

    private record Config(OptionalInt threads, int runningMax, double windowsShare) implements BacktestConfig {}

    final MutableRulesets rulesets = new MutableRulesets();
    final Map<String, List<Limit>> limits = new ConcurrentHashMap<>();
    final Map<String, Boolean> outcomes = new ConcurrentHashMap<>();
    final AtomicInteger decisionsThatWait = new AtomicInteger();
    final SettableClock clock = new SettableClock(START);
    final FileJournal journal;
    final Backtests backtests;
    private final Path dataDir;
    private final Shards shards;
    private long written;

    BacktestFixture(Path dataDir) {
        this(dataDir, VelocityLimits.DEFAULTS);
    }

    BacktestFixture(Path dataDir, VelocityLimits windows) {
        this.dataDir = dataDir;
        journal = new FileJournal(dataDir, JournalSettings.DEFAULTS, new Careless(), clock);
        shards = new Shards(
                4,
                () -> new LocalVelocity(VelocityLimits.DEFAULTS.part(0.01)),
                LedgerLimits.DEFAULTS,
                new MerchantPlans(rulesets, scope -> (list, value) -> false, this::limitsOf),
                new SimpleMeterRegistry());
        backtests = new Backtests(
                new Config(OptionalInt.of(2), 1, 1),
                new Backtests.Parts(
                        journal,
                        new CheckoutFileLines(),
                        rulesets,
                        scope -> (list, value) -> false,
                        this::limitsOf,
                        new Merchants(
                                new MerchantSettings(50, 80, Verdict.REVIEW),
                                Map.of("careful", new MerchantSettings(50, 80, Verdict.CHALLENGE))),
                        (merchantId, id) -> outcomes.get(merchantId + "/" + id),
                        shards,
                        windows,
                        new SpareTime(decisionsThatWait::get, () -> 0),
                        clock));
    }

    private List<Limit> limitsOf(String scope) {
        return limits.getOrDefault(scope, List.of());
    }

    /** Lets every file go. */
    private static final class Careless implements JournalListener {

        @Override
        public void written(JournalRecord entry) {}

        @Override
        public void ended(String file) {}

        @Override
        public boolean mayDelete(String file) {
            return true;
        }
    }

    void write(List<? extends JournalRecord> records) {
        for (JournalRecord record : records) {
            assertThat(journal.append(record)).isTrue();
            written++;
        }
        await().pollInterval(Duration.ofMillis(2)).until(() -> journal.written() == written);
    }

    /** As of an engine without rules. */
    static JournalEntry approved(Checkout checkout) {
        return decided(checkout, Verdict.APPROVE, true);
    }

    static JournalEntry decided(Checkout checkout, Verdict verdict, boolean counted, String... degraded) {
        Decision decision = new Decision(
                checkout.id(),
                checkout.merchantId(),
                verdict,
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of(degraded),
                100);
        return new JournalEntry(checkout.occurredAt(), checkout, decision, counted, 0, 0);
    }

    static Ruleset compiled(String scope, String text) {
        return switch (new DrlCompiler().compile(text)) {
            case Compilation.Accepted accepted -> new Ruleset(scope, 1, "", accepted.rules());
            case Compilation.Refused refused ->
                throw new AssertionError(refused.problems().toString());
        };
    }

    BacktestReport start(BacktestRequest request) {
        return backtests.start(request);
    }

    /** Of the journal, all of it. */
    BacktestReport start(Ruleset candidate) {
        return start(ofJournal(candidate, ALWAYS));
    }

    static BacktestRequest ofJournal(Ruleset candidate, Period period) {
        return new BacktestRequest(candidate, null, period, merchant(candidate), 1, false);
    }

    private static String merchant(Ruleset candidate) {
        return candidate.scope().equals(Ruleset.PLATFORM) ? null : candidate.scope();
    }

    BacktestRequest ofFile(Ruleset candidate, String text, FileFormat format, boolean stopsOnError) throws IOException {
        Path path = Files.writeString(Files.createTempFile(dataDir, "checkouts", ""), text);
        UploadedFile file = new UploadedFile("f", candidate.scope(), format, path, Files.size(path), END);
        return new BacktestRequest(
                candidate,
                file,
                new Period(Instant.MIN, Instant.MAX, Period.WARM_UP_DEFAULT),
                merchant(candidate),
                1,
                stopsOnError);
    }

    BacktestResult result(BacktestRequest request) {
        BacktestReport ended = ended(start(request));
        if (ended.state() != State.DONE) {
            throw new AssertionError(ended.state() + ": " + ended.failure());
        }
        return ended.result();
    }

    BacktestReport ended(BacktestReport started) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> now(started).isEnded());
        return now(started);
    }

    BacktestReport now(BacktestReport started) {
        return backtests.find(started.id());
    }

    @Override
    public void close() {
        backtests.close();
        try {
            shards.stop(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        journal.close();
    }
}
