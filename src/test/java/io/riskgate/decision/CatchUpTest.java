package io.riskgate.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.riskgate.fixture.Checkouts;
import io.riskgate.fixture.DeafListener;
import io.riskgate.fixture.MutableRulesets;
import io.riskgate.journal.FileJournal;
import io.riskgate.journal.JournalEntry;
import io.riskgate.journal.JournalSettings;
import io.riskgate.limits.NoSharedLedger;
import io.riskgate.model.Checkout;
import io.riskgate.model.Decision;
import io.riskgate.model.Verdict;
import io.riskgate.shard.MerchantPlans;
import io.riskgate.velocity.Feature;
import io.riskgate.velocity.SharedVelocity;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatchUpTest {

    @TempDir
    Path dataDir;

    private final Windows windows = new Windows();
    private FileJournal journal;
    private CatchUp catchUp;

    @BeforeEach
    void start() {
        JournalSettings settings = new JournalSettings(1 << 20, Duration.ZERO, Duration.ofDays(30));
        journal = new FileJournal(dataDir, settings, new DeafListener(), Clock.systemUTC());
        MerchantPlans plans =
                new MerchantPlans(new MutableRulesets(), scope -> (list, value) -> false, scope -> List.of());
        catchUp = new CatchUp(windows, new NoSharedLedger(), plans, journal, new SimpleMeterRegistry());
        catchUp.start();
    }

    @AfterEach
    void stop() {
        catchUp.stop();
        journal.close();
    }

    /** Notes the miss of a checkout now, and journals it without the windows after a time. */
    private void miss(String id, Duration after) {
        windows.lack(SharedVelocity.Gap.missed(Instant.now().minusSeconds(1)));
        CompletableFuture.delayedExecutor(after.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> journal.append(new JournalEntry(
                        Instant.now(),
                        Checkouts.checkout("acme", id),
                        new Decision(
                                id,
                                "acme",
                                Verdict.APPROVE,
                                0,
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(Degraded.VELOCITY_LOCAL),
                                120),
                        true,
                        0,
                        0)));
    }

    @Test
    void missThatIsJournalledLate_isRestored() {
        miss("late", Duration.ofMillis(500));

        await().untilAsserted(() -> assertThat(windows.restored).contains("late"));
        await().until(windows::isComplete);
    }

    @Test
    void windowsThatThrow_areTriedAgain() {
        windows.broken = true;
        miss("first", Duration.ZERO);
        await().until(() -> windows.thrown);
        windows.broken = false;

        await().untilAsserted(() -> assertThat(windows.restored).contains("first"));
        await().until(windows::isComplete);
    }

    /** Windows that lack what the test says, and keep what is restored. */
    private static final class Windows implements SharedVelocity {

        private final List<String> restored = new CopyOnWriteArrayList<>();
        private volatile boolean broken;
        private volatile boolean thrown;
        private boolean catchingUp;
        private Gap gap = Gap.NONE;

        @Override
        public boolean isPresent() {
            return true;
        }

        @Override
        public boolean concerns(List<Feature> features) {
            return true;
        }

        @Override
        public CompletionStage<Gathered> gather(Checkout checkout, List<Feature> features) {
            return CompletableFuture.completedStage(new Gathered.Missing());
        }

        @Override
        public CompletionStage<Gathered> peek(Checkout checkout, List<Feature> features) {
            return CompletableFuture.completedStage(new Gathered.Missing());
        }

        @Override
        public void answered(Decision decision) {}

        @Override
        public synchronized Optional<Gap> takeGap() {
            if (gap.isEmpty()) {
                return Optional.empty();
            }
            Gap taken = gap;
            gap = Gap.NONE;
            catchingUp = true;
            return Optional.of(taken);
        }

        @Override
        public synchronized void caughtUp() {
            catchingUp = false;
        }

        @Override
        public synchronized void lack(Gap more) {
            catchingUp = false;
            gap = gap.and(more);
        }

        synchronized boolean isComplete() {
            return !catchingUp && gap.isEmpty();
        }

        @Override
        public CompletionStage<Void> restore(Checkout checkout, Decision decision, List<Feature> features) {
            if (broken) {
                thrown = true;
                throw new IllegalStateException("a bug");
            }
            restored.add(checkout.id());
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void warmUp(Duration timeMax) {}
    }
}
