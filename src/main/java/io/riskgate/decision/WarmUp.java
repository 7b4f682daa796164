package io.riskgate.decision;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.riskgate.limits.LedgerLimits;
import io.riskgate.limits.NoSharedLedger;
import io.riskgate.lists.ListLookups;
import io.riskgate.merchant.Merchants;
import io.riskgate.model.Address;
import io.riskgate.model.Card;
import io.riskgate.model.Checkout;
import io.riskgate.model.Customer;
import io.riskgate.model.Device;
import io.riskgate.model.Ip;
import io.riskgate.model.Item;
import io.riskgate.rules.ActiveRulesets;
import io.riskgate.rules.Compilation;
import io.riskgate.rules.CompiledRules;
import io.riskgate.rules.Evaluation;
import io.riskgate.rules.Ruleset;
import io.riskgate.rules.RulesetCompiler;
import io.riskgate.shard.MerchantPlan;
import io.riskgate.shard.MerchantPlans;
import io.riskgate.shard.Shard;
import io.riskgate.shard.ShardState;
import io.riskgate.shard.Shards;
import io.riskgate.store.LocalIdempotency;
import io.riskgate.telemetry.DecisionMetrics;
import io.riskgate.telemetry.RuleHits;
import io.riskgate.velocity.NoSharedVelocity;
import io.riskgate.velocity.SharedVelocity;
import io.riskgate.velocity.VelocityFactory;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Decides made-up checkouts before the first real one comes, which would otherwise spend its budget on loading and
 * interpreting classes. They go through a pipeline of their own, with the platform's rules and a few more, so nothing of
 * them is counted, recorded or measured. Then every real shard opens its session of the platform's rules, and the way to shared windows
 * is walked.
 */
@Singleton
public final class WarmUp {

    static final int CHECKOUTS_MAX = 10_000;
    static final Duration TIME_MAX = Duration.ofSeconds(4);

    /** How long its pipeline may take to end. */
    private static final Duration STOP_MAX = Duration.ofSeconds(2);

    /** Wide, so that no made-up checkout is answered before its rules were evaluated. */
    private static final Duration BUDGET = Duration.ofSeconds(1);

    private static final String MERCHANT = "warm-up";
    private static final int CARDS = 50;
    private static final int COMPILATIONS = 20;
    private static final String RULES = """
            package warmup
            rule "count" salience 10 when
                Checkout( velocity.count("card", "10m") >= 5 && amount < 50.00, card.country != billing.country )
            then decision.score(30, "count"); end
            rule "sum" when
                Checkout( velocity.sum("customer", "24h") > 1000, accountAgeDays == null || accountAgeDays < 30 )
            then decision.review("sum"); end
            rule "distinct" when
                Checkout( velocity.distinct("card", "device", "24h") > 2, card.country in ("US", "DE") )
                exists Item( category == "gift_card", price * quantity > 5 )
            then decision.decline("distinct"); decision.tag("warm"); end
            rule "list" when
                Checkout( lists.contains("warm_up", customer.email), customer.email matches ".*@example.com" )
                not Item( category == "books" )
            then decision.allow("list"); end
            """;

    private final Shards shards;
    private final ActiveRulesets rulesets;
    private final ListLookups lists;
    private final VelocityFactory velocities;
    private final SharedVelocity shared;
    private final RulesetCompiler compiler;
    private final Merchants merchants;
    private final Clock clock;
    private final NanoClock nanoClock;
    private final Duration timeMax;

    /** @throws IllegalArgumentException if {@code riskgate.warm-up} is out of its range */
    WarmUp(
            Shards shards,
            ActiveRulesets rulesets,
            ListLookups lists,
            VelocityFactory velocities,
            SharedVelocity shared,
            RulesetCompiler compiler,
            Merchants merchants,
            Clock clock,
            NanoClock nanoClock,
            WarmUpConfig config) {
        this.shards = shards;
        this.rulesets = rulesets;
        this.lists = lists;
        this.velocities = velocities;
        this.shared = shared;
        this.compiler = compiler;
        this.merchants = merchants;
        this.clock = clock;
        this.nanoClock = nanoClock;
        timeMax = checked(config.warmUp());
    }

    private static Duration checked(Duration timeMax) {
        if (timeMax.isNegative() || timeMax.compareTo(TIME_MAX) > 0) {
            throw new IllegalArgumentException(
                    "riskgate.warm-up must be 0 to " + TIME_MAX.toSeconds() + "s, not " + timeMax);
        }
        return timeMax;
    }

    /** Blocks until {@link #CHECKOUTS_MAX} checkouts are decided or {@link WarmUpConfig#warmUp} is over, and as long again for shared windows. */
    public void run() throws InterruptedException {
        long endNanos = System.nanoTime() + timeMax.toNanos();
        Ruleset own = new Ruleset(MERCHANT, 1, "", compile());
        for (int i = 1; i < COMPILATIONS && System.nanoTime() - endNanos < 0; i++) {
            compile();
        }
        rehearse(scope -> scope.equals(MERCHANT) ? own : rulesets.active(scope));
        openSessions();
        shared.warmUp(timeMax);
    }

    private CompiledRules compile() {
        return switch (compiler.compile(RULES)) {
            case Compilation.Accepted accepted -> accepted.rules();
            case Compilation.Refused refused ->
                throw new IllegalStateException(refused.problems().toString());
        };
    }

    private void rehearse(ActiveRulesets withOwn) throws InterruptedException {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        MerchantPlans plans = new MerchantPlans(withOwn, lists, scope -> List.of());
        DecisionPipeline pipeline = new DecisionPipeline(
                () -> BUDGET,
                new Shards(1, velocities::newScratch, LedgerLimits.DEFAULTS, plans, meters),
                plans,
                new NoSharedVelocity(),
                new NoSharedLedger(),
                merchants,
                new LocalIdempotency(1, Duration.ofSeconds(1), System::nanoTime),
                entry -> true,
                new DecisionMetrics(meters),
                new RuleHits(meters),
                clock,
                nanoClock);
        long endNanos = System.nanoTime() + timeMax.toNanos();
        for (int i = 0; i < CHECKOUTS_MAX && System.nanoTime() - endNanos < 0; i++) {
            pipeline.decide(checkout(i)).await().atMost(BUDGET.multipliedBy(2));
        }
        pipeline.stop(STOP_MAX);
        meters.close();
    }

    private void openSessions() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(shards.all().size());
        for (Shard shard : shards.all()) {
            boolean taken = shard.execute(state -> {
                try {
                    openSession(state);
                } finally {
                    done.countDown();
                }
            });
            if (!taken) {
                done.countDown();
            }
        }
        done.await();
    }

    private void openSession(ShardState state) {
        Checkout checkout = checkout(0);
        for (MerchantPlan.Step step : state.plan(MERCHANT).steps()) {
            Number[] features = velocities
                    .newScratch()
                    .gather(checkout, step.ruleset().compiled().features());
            state.evaluate(step.ruleset(), new Evaluation(checkout, features, 0, step.lists()));
        }
    }

    private static Checkout checkout(int number) {
        String who = Integer.toString(number % CARDS);
        Instant at = Instant.EPOCH.plus(Duration.ofSeconds(number));
        return new Checkout(
                "warm-up-" + number,
                MERCHANT,
                at,
                BigDecimal.valueOf(number % 10_000, 2),
                "USD",
                new Customer(who, who + "@example.com", who, at.minus(Duration.ofHours(number % 1_000))),
                new Card(who, "411111", "visa", "credit", number % 3 == 0 ? "DE" : "US"),
                new Device(who),
                new Ip("192.0.2." + who, "US"),
                new Address(who, "", who, "US"),
                new Address(who, "", who, "US"),
                List.of(new Item(who, number % 2 == 0 ? "gift_card" : "books", 1, BigDecimal.TEN)),
                Map.of());
    }
}
