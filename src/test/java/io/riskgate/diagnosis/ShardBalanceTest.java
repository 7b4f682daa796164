package io.riskgate.diagnosis;

import static io.riskgate.fixture.Decided.decided;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.riskgate.diagnosis.Finding.Named;
import io.riskgate.fixture.Checkouts;
import io.riskgate.fixture.MutableRulesets;
import io.riskgate.fixture.SettableClock;
import io.riskgate.limits.LedgerLimits;
import io.riskgate.model.Verdict;
import io.riskgate.shard.MerchantPlans;
import io.riskgate.shard.Shard;
import io.riskgate.shard.ShardState;
import io.riskgate.shard.ShardTask;
import io.riskgate.shard.Shards;
import io.riskgate.statistics.CountedStatistics;
import io.riskgate.statistics.StatisticsReports.Recent;
import io.riskgate.velocity.LocalVelocity;
import io.riskgate.velocity.VelocityLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real shards, and statistics of what merchants had decided. */
class ShardBalanceTest {

    private static final int SHARDS = 8;
    private static final OptionalDouble UNKNOWN = OptionalDouble.empty();

    @TempDir
    Path dataDir;

    private final SettableClock clock = new SettableClock(Checkouts.NOON);
    private final MutableRulesets rulesets = new MutableRulesets();
    private final Shards shards = new Shards(
            SHARDS,
            () -> new LocalVelocity(new VelocityLimits(10_000, 100_000, 1_000, 100_000)),
            LedgerLimits.DEFAULTS,
            new MerchantPlans(rulesets, scope -> (list, value) -> false, scope -> List.of()),
            new SimpleMeterRegistry());
    private final ProcessWatch process = new ProcessWatch(
            () -> new EngineCounts(
                    0, shards.all().stream().mapToLong(Shard::failures).sum(), 0),
            clock);
    private CountedStatistics statistics;

    @BeforeEach
    void start() {
        statistics = new CountedStatistics(dataDir, clock);
    }

    @AfterEach
    void stop() throws InterruptedException {
        shards.stop(Duration.ofSeconds(5));
    }

    private void decide(String merchant, int decisions) {
        for (int i = 0; i < decisions; i++) {
            statistics.written(decided(merchant, Integer.toString(i), clock.instant(), Verdict.APPROVE));
        }
    }

    /** Each shard has one merchant. */
    private void decideEvenly() {
        IntStream.range(0, SHARDS).forEach(shard -> decide(merchantOn(shard), 200));
    }

    private String merchantOn(int shard) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "m-" + i)
                .filter(id -> shards.of(id).index() == shard)
                .findFirst()
                .orElseThrow();
    }

    private Finding examined(OptionalDouble cpuNanosPerDecision) {
        Recent recent = statistics.reports().recent(clock.instant().minus(Duration.ofMinutes(5)), clock.instant());
        return ShardBalance.judge(
                ShardBalance.loads(shards, recent),
                300,
                cpuNanosPerDecision,
                process.load(clock.instant().minus(Duration.ofHours(1)))
                        .counts()
                        .failures());
    }

    @Test
    void evenTraffic_isFine() {
        decideEvenly();
        Finding finding = examined(OptionalDouble.of(1e9));
        assertThat(finding.severity()).isEqualTo(Severity.OK);
        assertThat(finding.numbers()).containsEntry("busiestToMean", 1.0).containsEntry("shards", (long) SHARDS);
    }

    @Test
    void fewDecisions_areNotCompared() {
        decide("loud", 999);
        assertThat(examined(OptionalDouble.of(1e9)).severity()).isEqualTo(Severity.OK);
    }

    @Test
    void merchantThatMakesTheLoad_isNamed() {
        decideEvenly();
        decide("loud", 1_500);
        decide("louder", 3_000);
        int shard = shards.of("louder").index();

        Finding finding = examined(UNKNOWN);
        assertThat(finding.severity()).isEqualTo(Severity.NOTICE);
        assertThat(finding.numbers()).containsEntry("busiestShard", (long) shard);
        assertThat(finding.of()).extracting(Named::name).startsWith("louder");
        assertThat(finding.of().getFirst().numbers()).containsEntry("decisions", 3_000L);
        assertThat(finding.advice()).contains("riskgate.shards");

        // 3,000 decisions in 300 s, of which each takes 60 ms: most of the shard's time.
        assertThat(examined(OptionalDouble.of(60e6)).severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void decisionsOfBefore_areNotCompared() {
        decide("loud", 2_000);
        clock.advance(Duration.ofMinutes(10));
        decideEvenly();
        assertThat(examined(UNKNOWN).severity()).isEqualTo(Severity.OK);
    }

    @Test
    void decisionsThatWait_areSeen() throws InterruptedException {
        decideEvenly();
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        String merchant = merchantOn(3);
        shards.of(merchant).execute(state -> {
            blocked.countDown();
            awaitUninterruptibly(release);
        });
        blocked.await();
        IntStream.range(0, 100).forEach(i -> assertThat(shards.of(merchant).offer(new Waiting(merchant)))
                .isTrue());

        Finding finding = examined(UNKNOWN);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.summary()).contains("100 decisions wait for shard 3");
        assertThat(finding.of()).extracting(Named::name).containsExactly(merchant);

        release.countDown();
        await().until(() -> examined(UNKNOWN).severity() == Severity.OK);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private record Waiting(String merchantId) implements ShardTask {
        @Override
        public boolean brief(ShardState shard) {
            return false;
        }

        @Override
        public void run(ShardState shard) {
            // Waiting was all that it was for.
        }

        @Override
        public long dueNanos() {
            return Long.MAX_VALUE;
        }

        @Override
        public boolean answered() {
            return true;
        }
    }

    private void throwOnce() throws InterruptedException {
        process.look();
        shards.all().getFirst().execute(state -> {
            throw new IllegalStateException("a bug");
        });
        await().until(() -> shards.all().getFirst().failures() == 1);
        process.look();
    }

    @Test
    void rulesThatThrow_areSeenForAnHour() throws InterruptedException {
        decideEvenly();
        throwOnce();
        Finding thrown = examined(UNKNOWN);
        assertThat(thrown.severity()).isEqualTo(Severity.WARNING);
        assertThat(thrown.summary()).isEqualTo("In the last hour tasks or sets of rules have thrown 1 time.");
        assertThat(thrown.numbers()).containsEntry("failures", 1L).containsEntry("failuresInLastHour", 1L);

        clock.advance(Duration.ofMinutes(61));
        process.look();
        decideEvenly();
        Finding afterwards = examined(UNKNOWN);
        assertThat(afterwards.severity()).isEqualTo(Severity.OK);
        assertThat(afterwards.numbers()).containsEntry("failures", 1L).containsEntry("failuresInLastHour", 0L);
    }

    @Test
    void merchantThatMakesTheLoad_isNamedWhileSomethingThrows() throws InterruptedException {
        decide("loud", 2_000);
        throwOnce();
        Finding finding = examined(UNKNOWN);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.summary()).contains("have thrown 1 time. Shard", "times its part of the decisions");
        assertThat(finding.of()).extracting(Named::name).containsExactly("loud");
        assertThat(finding.advice()).contains("The log names them", "riskgate.shards");
    }

    @Test
    void shardWithoutAThread_isCritical() throws InterruptedException {
        shards.stop(Duration.ofSeconds(5));
        assertThat(examined(UNKNOWN).severity()).isEqualTo(Severity.CRITICAL);
    }
}
