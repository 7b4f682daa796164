package io.riskgate.decision;

import io.riskgate.merchant.MerchantSettings;
import io.riskgate.merchant.Merchants;
import io.riskgate.model.Address;
import io.riskgate.model.Card;
import io.riskgate.model.Checkout;
import io.riskgate.model.Customer;
import io.riskgate.model.Device;
import io.riskgate.model.Ip;
import io.riskgate.model.Item;
import io.riskgate.rules.Compilation;
import io.riskgate.rules.CompiledRules;
import io.riskgate.rules.Evaluation;
import io.riskgate.rules.RuleSession;
import io.riskgate.rules.Ruleset;
import io.riskgate.rules.RulesetCompiler;
import io.riskgate.shard.Shard;
import io.riskgate.shard.Shards;
import io.riskgate.velocity.Velocity;
import io.riskgate.velocity.VelocityFactory;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Has every shard decide made-up checkouts before the first real one comes, which would otherwise spend its budget on
 * loading and interpreting classes. They go through rules and windows of their own; nothing of them is counted, recorded
 * or measured.
 */
@Singleton
public final class WarmUp {

    static final int CHECKOUTS_MAX = 20_000;
    static final Duration TIME_MAX = Duration.ofSeconds(2);

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
    private final VelocityFactory velocities;
    private final RulesetCompiler compiler;
    private final MerchantSettings settings;

    WarmUp(Shards shards, VelocityFactory velocities, RulesetCompiler compiler, Merchants merchants) {
        this.shards = shards;
        this.velocities = velocities;
        this.compiler = compiler;
        this.settings = merchants.settings(MERCHANT);
    }

    /** Blocks until every shard has had {@link #CHECKOUTS_MAX} checkouts or {@link #TIME_MAX}. */
    public void run() throws InterruptedException {
        CompiledRules rules = compile();
        for (int i = 1; i < COMPILATIONS; i++) {
            compile();
        }
        Ruleset ruleset = new Ruleset(MERCHANT, 1, "", rules);
        CountDownLatch done = new CountDownLatch(shards.all().size());
        for (Shard shard : shards.all()) {
            boolean taken = shard.execute(state -> {
                try {
                    decide(ruleset);
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

    private CompiledRules compile() {
        return switch (compiler.compile(RULES)) {
            case Compilation.Accepted accepted -> accepted.rules();
            case Compilation.Refused refused ->
                throw new IllegalStateException(refused.problems().toString());
        };
    }

    private void decide(Ruleset ruleset) {
        Velocity velocity = velocities.newScratch();
        long endNanos = System.nanoTime() + TIME_MAX.toNanos();
        try (RuleSession session = ruleset.compiled().newSession()) {
            for (int i = 0; i < CHECKOUTS_MAX && System.nanoTime() - endNanos < 0; i++) {
                Checkout checkout = checkout(i);
                Number[] features = velocity.gather(checkout, ruleset.compiled().features());
                Evaluation evaluation = new Evaluation(checkout, features, 0, (list, value) -> false);
                session.evaluate(evaluation);
                Conclusion.of(List.of(new Evaluated(ruleset, evaluation.firings(), false)), settings);
            }
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
