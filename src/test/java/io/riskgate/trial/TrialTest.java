package io.riskgate.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riskgate.fixture.Checkouts;
import io.riskgate.fixture.LambdaRules;
import io.riskgate.fixture.MutableRulesets;
import io.riskgate.model.Checkout;
import io.riskgate.model.Verdict;
import io.riskgate.store.RollbackLimits;
import io.riskgate.trial.Comparison.Side;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrialTest {

    private static final long MICRO = 1_000;

    private final MutableRulesets rulesets = new MutableRulesets();

    private Trial shadow() {
        return rulesets.shadow(LambdaRules.ruleset("acme", 2, e -> {}));
    }

    private static Comparison compared(Checkout checkout, Verdict active, Verdict tried) {
        return new Comparison(
                checkout,
                new Side(active, List.of(), false, 2 * MICRO),
                new Side(tried, List.of(), false, 3 * MICRO),
                false);
    }

    @Test
    void verdictsAndAmounts_areAddedUpOverShards() {
        Trial trial = shadow();
        trial.count(0, compared(Checkouts.ofAmount("acme", "1", "10.50", "USD"), Verdict.APPROVE, Verdict.DECLINE));
        trial.count(1, compared(Checkouts.ofAmount("acme", "2", "0.0001", "USD"), Verdict.APPROVE, Verdict.DECLINE));
        trial.count(1, compared(Checkouts.ofAmount("acme", "3", "7", "EUR"), Verdict.REVIEW, Verdict.REVIEW));

        TrialSum sum = trial.sum();

        assertThat(sum.checkouts()).isEqualTo(3);
        assertThat(sum.differing()).isEqualTo(2);
        assertThat(sum.checkouts(Verdict.APPROVE, Verdict.DECLINE)).isEqualTo(2);
        assertThat(sum.checkouts(Verdict.DECLINE, Verdict.APPROVE)).isZero();
        assertThat(sum.currencies()).containsExactly("EUR", "USD");
        assertThat(sum.amount("USD", Verdict.APPROVE, Verdict.DECLINE)).isEqualByComparingTo("10.5001");
        assertThat(sum.amount("EUR", Verdict.REVIEW, Verdict.REVIEW)).isEqualByComparingTo("7");
        assertThat(sum.sample()).extracting(Difference::id).containsExactlyInAnyOrder("1", "2");
        assertThat(trial.tally()).isEqualTo(new Tally(3, 2, 0, 0));
    }

    @Test
    void times_areToldInMicroseconds() {
        Trial trial = shadow();
        for (int i = 1; i <= 1_000; i++) {
            trial.count(
                    i % 3,
                    new Comparison(
                            Checkouts.checkout("acme", "c" + i),
                            new Side(Verdict.APPROVE, List.of(), false, Comparison.NOT_EVALUATED),
                            new Side(Verdict.APPROVE, List.of(), false, i * MICRO),
                            true));
        }
        TrialSum sum = trial.sum();
        assertThat(sum.triedMicros(50)).isCloseTo(500, within(10.0));
        assertThat(sum.triedMicros(99)).isCloseTo(990, within(15.0));
        assertThat(sum.activeMicros(99)).isZero();
        assertThat(sum.decided()).isEqualTo(1_000);
    }

    @Test
    void errorsAndSlowOnes_areTallied() {
        Trial canary =
                rulesets.canary(LambdaRules.ruleset("acme", 2, e -> {}), 10, new RollbackLimits(null, null, 5L, 200));
        Side active = new Side(Verdict.APPROVE, List.of(), true, MICRO);
        canary.count(
                0,
                new Comparison(
                        Checkouts.checkout("acme", "1"),
                        active,
                        new Side(Verdict.REVIEW, List.of(), true, 5 * MICRO),
                        false));
        canary.count(
                0,
                new Comparison(
                        Checkouts.checkout("acme", "2"),
                        active,
                        new Side(Verdict.APPROVE, List.of(), false, 5 * MICRO + 1),
                        false));
        assertThat(canary.tally()).isEqualTo(new Tally(2, 0, 1, 1));
        assertThat(canary.sum().activeFailed()).isEqualTo(2);
        assertThat(canary.sum().triedFailed()).isEqualTo(1);
    }

    @Test
    void sample_isBoundedAndDrawnEvenly() {
        Trial trial = shadow();
        int checkouts = 20_000;
        for (int i = 0; i < checkouts; i++) {
            trial.count(
                    i % 4, compared(Checkouts.checkout("acme", Integer.toString(i)), Verdict.APPROVE, Verdict.REVIEW));
        }
        List<Integer> drawn =
                trial.sum().sample().stream().map(d -> Integer.valueOf(d.id())).toList();
        assertThat(drawn).hasSize(TrialCounts.SAMPLE_MAX).doesNotHaveDuplicates();
        // Of a hundred, each quarter of the time has 25 on the average, and 10 or 40 in one case of thousands.
        for (int quarter = 0; quarter < 4; quarter++) {
            int from = quarter * checkouts / 4;
            assertThat(drawn.stream().filter(i -> i >= from && i < from + checkouts / 4))
                    .hasSizeBetween(10, 40);
        }
        Set<Integer> shards = new HashSet<>();
        drawn.forEach(i -> shards.add(i % 4));
        assertThat(shards).hasSize(4);
    }

    @Test
    void currencies_areBounded() {
        Trial trial = shadow();
        for (int i = 0; i < 3 * TrialCounts.CURRENCIES_MAX; i++) {
            String currency = "" + (char) ('A' + i / 26) + (char) ('A' + i % 26) + "X";
            trial.count(
                    0, compared(Checkouts.ofAmount("acme", "c" + i, "1", currency), Verdict.APPROVE, Verdict.APPROVE));
        }
        assertThat(trial.sum().currencies()).hasSize(TrialCounts.CURRENCIES_MAX);
        assertThat(trial.sum().checkouts()).isEqualTo(3L * TrialCounts.CURRENCIES_MAX);
        assertThat(trial.sum().amount("ZZZ", Verdict.APPROVE, Verdict.APPROVE)).isEqualByComparingTo(BigDecimal.ZERO);
    }

    @Test
    void canaryThatIsStopped_decidesNothing() {
        Trial canary = rulesets.canary(LambdaRules.ruleset("acme", 2, e -> {}), 100);
        Checkout checkout = Checkouts.checkout("acme", "1");
        assertThat(canary.decides(checkout)).isTrue();
        canary.stop();
        assertThat(canary.decides(checkout)).isFalse();
    }

    /** A reader sees numbers that only grow, and in the end all of them. */
    @Test
    void countingAndReading_goOnAtTheSameTime() throws InterruptedException {
        Trial trial = shadow();
        int each = 20_000;
        AtomicBoolean shrunk = new AtomicBoolean();
        AtomicBoolean done = new AtomicBoolean();
        Thread reader = Thread.ofPlatform().start(() -> {
            long last = 0;
            while (!done.get()) {
                long now = trial.sum().checkouts();
                shrunk.compareAndSet(false, now < last);
                last = now;
            }
        });
        List<Thread> shards = IntStream.range(0, 2)
                .mapToObj(shard -> Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < each; i++) {
                        trial.count(
                                shard,
                                compared(
                                        Checkouts.checkout("acme", shard + "-" + i),
                                        Verdict.APPROVE,
                                        i % 2 == 0 ? Verdict.APPROVE : Verdict.DECLINE));
                    }
                }))
                .toList();
        for (Thread shard : shards) {
            shard.join();
        }
        done.set(true);
        reader.join();
        assertThat(shrunk).isFalse();
        assertThat(trial.tally()).isEqualTo(new Tally(2L * each, each, 0, 0));
    }
}
