package io.riskgate.decision;

import static org.awaitility.Awaitility.await;

import io.riskgate.journal.JournalRecord;
import io.riskgate.limits.Limit;
import io.riskgate.limits.Settling.State;
import io.riskgate.model.Checkout;
import io.riskgate.rules.Ruleset;
import io.riskgate.velocity.LocalVelocity;
import io.riskgate.velocity.VelocityLimits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** Has the real pipeline decide, for tests of what becomes of its journal. */
public final class Deciding {

    private static final int SETTLED_EVERY = 3;

    private Deciding() {}

    /** The journal of checkouts that came while the first shard hung for longer than their budget. */
    public static List<JournalRecord> journalOfHangingShard(List<Checkout> checkouts) throws InterruptedException {
        try (Engine engine = new Engine(Duration.ofMillis(20), Engine::windows)) {
            CountDownLatch release = engine.block(0);
            List<CompletableFuture<Answer>> answers =
                    checkouts.stream().map(engine::decide).toList();
            answers.forEach(CompletableFuture::join);
            release.countDown();
            await().until(() -> engine.journal.records().size() == checkouts.size());
            return engine.journal.records();
        }
    }

    /**
     * The journal of checkouts that were decided one after the other, each when it occurred. Of every third, what it has reserved is
     * settled at once.
     */
    public static List<JournalRecord> journal(
            List<Checkout> checkouts, List<Ruleset> rulesets, List<Limit> platformLimits) throws InterruptedException {
        try (Engine engine =
                new Engine(Duration.ofSeconds(10), () -> new LocalVelocity(VelocityLimits.DEFAULTS.part(0.1)))) {
            rulesets.forEach(engine.rulesets::activate);
            engine.limits.put(Limit.PLATFORM, platformLimits);
            for (int i = 0; i < checkouts.size(); i++) {
                Checkout checkout = checkouts.get(i);
                engine.clock.set(checkout.occurredAt());
                engine.decide(checkout).join();
                if (i % SETTLED_EVERY == 0 && !platformLimits.isEmpty()) {
                    engine.settlements.settle(
                            checkout.merchantId(),
                            checkout.id(),
                            i % (2 * SETTLED_EVERY) == 0 ? State.CONFIRMED : State.RELEASED);
                }
            }
            return engine.journal.records();
        }
    }

    /**
     * The journal of a shop whose clock is ahead of the engine's, or behind it. Of every two checkouts the first is released one second
     * after the second.
     */
    public static List<JournalRecord> journalOfReleases(
            List<Checkout> checkouts, List<Limit> platformLimits, Duration ahead) throws InterruptedException {
        try (Engine engine = new Engine()) {
            engine.limits.put(Limit.PLATFORM, platformLimits);
            for (int i = 0; i < checkouts.size(); i++) {
                Checkout checkout = checkouts.get(i);
                engine.clock.set(checkout.occurredAt().minus(ahead));
                engine.decide(checkout).join();
                if (i % 2 == 1) {
                    engine.clock.advance(Duration.ofSeconds(1));
                    engine.settlements.settle(
                            checkout.merchantId(), checkouts.get(i - 1).id(), State.RELEASED);
                }
            }
            return engine.journal.records();
        }
    }
}
