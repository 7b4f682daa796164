package io.riskgate.rules.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.fixture.Checkouts;
import io.riskgate.fixture.LambdaRules;
import io.riskgate.fixture.MutableRulesets;
import io.riskgate.model.Verdict;
import io.riskgate.rules.registry.RecentCheckouts.Excess;
import io.riskgate.store.RollbackLimits;
import io.riskgate.trial.Comparison;
import io.riskgate.trial.Comparison.Side;
import io.riskgate.trial.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a canary that cannot be retired; {@link RulesetLifeTest} has those that can. */
class CanaryWatchTest {

    private static final RollbackLimits STRICT = new RollbackLimits(0.1, null, null, 1);

    private final MutableRulesets rulesets = new MutableRulesets();
    private final List<Trial> canaries = new ArrayList<>(List.of(canary("acme"), canary("other")));
    private final List<CompletableFuture<Void>> attempts = new ArrayList<>();
    private final Logged logged = new Logged();
    private long nowNanos = Long.MAX_VALUE - 1_000;
    private final CanaryWatch watch = new CanaryWatch(() -> List.copyOf(canaries), this::retire, () -> nowNanos);

    private static final class Logged extends Handler {

        private final List<String> lines = new ArrayList<>();

        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @BeforeEach
    void listen() {
        Logger.getLogger(CanaryWatch.class.getName()).addHandler(logged);
    }

    @AfterEach
    void stopListening() {
        Logger.getLogger(CanaryWatch.class.getName()).removeHandler(logged);
    }

    private Trial canary(String scope) {
        return rulesets.canary(LambdaRules.ruleset(scope, 2, e -> {}), 10, STRICT);
    }

    private CompletionStage<Void> retire(Trial canary, Excess excess) {
        attempts.add(new CompletableFuture<>());
        return attempts.getLast();
    }

    private static void decline(Trial canary) {
        canary.count(
                0,
                new Comparison(
                        Checkouts.checkout("acme", "1"),
                        new Side(Verdict.APPROVE, List.of(), false, 1),
                        new Side(Verdict.DECLINE, List.of(), false, 1),
                        true));
    }

    private void pass(Duration time) {
        nowNanos += time.toNanos();
        watch.look();
    }

    private static void fail(CompletableFuture<Void> attempt) {
        attempt.completeExceptionally(new IllegalStateException("the store is away"));
    }

    @Test
    void canaryThatCannotBeRetired_isTriedAgainAfterAWhile_oneAttemptAtATime() {
        decline(canaries.getFirst());
        watch.look();
        assertThat(attempts).hasSize(1);

        pass(CanaryWatch.RETRY_EVERY);
        assertThat(attempts).as("while the first is under way").hasSize(1);
        fail(attempts.getFirst());
        pass(CanaryWatch.LOOK_EVERY);
        assertThat(attempts).hasSize(2);

        fail(attempts.getLast());
        pass(CanaryWatch.RETRY_EVERY.minusNanos(1));
        assertThat(attempts).hasSize(2);
        pass(Duration.ofNanos(1));
        assertThat(attempts).hasSize(3);

        canaries.removeFirst();
        attempts.getLast().complete(null);
        pass(CanaryWatch.RETRY_EVERY);
        assertThat(attempts).hasSize(3);
    }

    @Test
    void whatFails_isLoggedForEachCanaryAtFirst_andThenSeldom() {
        canaries.forEach(CanaryWatchTest::decline);
        watch.look();
        failAll();
        assertThat(logged.lines)
                .hasSize(2)
                .anyMatch(line -> line.contains("acme@2"))
                .anyMatch(line -> line.contains("other@2"));

        long tries = CanaryWatch.LOG_EVERY.dividedBy(CanaryWatch.RETRY_EVERY);
        for (int i = 1; i < tries; i++) {
            pass(CanaryWatch.RETRY_EVERY);
            failAll();
        }
        assertThat(attempts).hasSize(2 * (int) tries);
        assertThat(logged.lines).hasSize(2);
        pass(CanaryWatch.RETRY_EVERY);
        failAll();
        assertThat(logged.lines).hasSize(4);
    }

    private void failAll() {
        attempts.stream().filter(attempt -> !attempt.isDone()).forEach(CanaryWatchTest::fail);
    }
}
