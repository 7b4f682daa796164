package io.riskgate.decision;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.riskgate.fixture.Checkouts;
import io.riskgate.fixture.MemoryJournal;
import io.riskgate.fixture.MutableRulesets;
import io.riskgate.fixture.SettableClock;
import io.riskgate.limits.LedgerLimits;
import io.riskgate.limits.Limit;
import io.riskgate.limits.NoSharedLedger;
import io.riskgate.limits.SharedLedger;
import io.riskgate.lists.ListLookups;
import io.riskgate.merchant.MerchantSettings;
import io.riskgate.merchant.Merchants;
import io.riskgate.model.Checkout;
import io.riskgate.model.Verdict;
import io.riskgate.shard.MerchantPlans;
import io.riskgate.shard.Shards;
import io.riskgate.store.LocalIdempotency;
import io.riskgate.telemetry.DecisionMetrics;
import io.riskgate.telemetry.RuleHits;
import io.riskgate.velocity.LocalVelocity;
import io.riskgate.velocity.NoSharedVelocity;
import io.riskgate.velocity.SharedVelocity;
import io.riskgate.velocity.VelocityFactory;
import io.riskgate.velocity.VelocityLimits;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/** The pipeline with two shards, outside of Quarkus; only the journal and the rulesets are the test's own. */
final class Engine implements AutoCloseable {

    static final int SHARDS = 2;

    static {
        // Mutiny looks for its context when it is first used, and fails where two threads do so at once. Quarkus sees
        // to it at its start.
        Uni.createFrom()
                .completionStage(CompletableFuture.completedStage(SHARDS))
                .await()
                .indefinitely();
    }

    final MutableRulesets rulesets = new MutableRulesets();
    final Map<String, List<Limit>> limits = new ConcurrentHashMap<>();
    final SettableClock clock = new SettableClock(Checkouts.NOON);
    final MemoryJournal journal = new MemoryJournal();
    final LocalIdempotency idempotency = new LocalIdempotency(100_000, Duration.ofHours(1), System::nanoTime);
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final Merchants merchants = new Merchants(
            new MerchantSettings(50, 80, Verdict.REVIEW),
            Map.of("careful", new MerchantSettings(50, 80, Verdict.CHALLENGE)));
    final Shards shards;
    final DecisionPipeline pipeline;
    final Recovery recovery;
    final Settlements settlements;

    /** A budget that no slow machine spends by accident. */
    Engine() {
        this(Duration.ofSeconds(10), Engine::windows);
    }

    Engine(Duration budget, VelocityFactory velocities) {
        this(budget, velocities, new NoSharedLedger());
    }

    Engine(Duration budget, VelocityFactory velocities, SharedLedger ledger) {
        this(budget, velocities, new NoSharedVelocity(), ledger, scope -> (list, value) -> false);
    }

    Engine(Duration budget, VelocityFactory velocities, SharedVelocity shared, SharedLedger ledger, ListLookups lists) {
        MerchantPlans plans =
                new MerchantPlans(rulesets, rulesets, lists, scope -> limits.getOrDefault(scope, List.of()));
        shards = new Shards(SHARDS, velocities, LedgerLimits.DEFAULTS, plans, registry);
        pipeline = new DecisionPipeline(
                () -> budget,
                shards,
                plans,
                shared,
                ledger,
                merchants,
                idempotency,
                journal,
                new DecisionMetrics(registry),
                new RuleHits(registry),
                clock,
                System::nanoTime);
        recovery = new Recovery(shards, idempotency, clock);
        settlements = new Settlements(shards, ledger, journal, clock);
    }

    /** The windows of one shard, as in production. */
    static LocalVelocity windows() {
        return new LocalVelocity(new VelocityLimits(10_000, 100_000, 1_000, 100_000));
    }

    CompletableFuture<Answer> decide(Checkout checkout) {
        return pipeline.decide(checkout).subscribeAsCompletionStage();
    }

    /** Makes the shard hang until the latch is counted down; returns when it does. */
    CountDownLatch block(int shard) throws InterruptedException {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        shards.all().get(shard).execute(state -> {
            blocked.countDown();
            boolean released = false;
            while (!released) {
                try {
                    release.await();
                    released = true;
                } catch (InterruptedException e) {
                    // The hook hangs whatever happens.
                }
            }
        });
        blocked.await();
        return release;
    }

    /** The n-th merchant id that belongs to the shard. */
    String merchantOn(int shard, int n) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "m-" + i)
                .filter(id -> shards.of(id).index() == shard)
                .skip(n)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        stop(Duration.ofMillis(200));
    }

    void stop(Duration timeout) {
        try {
            pipeline.stop(timeout);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
