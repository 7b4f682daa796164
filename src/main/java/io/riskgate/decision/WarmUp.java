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
import io.riskgate.rules.Evaluation;
import io.riskgate.shard.MerchantPlan;
import io.riskgate.shard.Shard;
import io.riskgate.shard.ShardState;
import io.riskgate.shard.Shards;
import io.riskgate.velocity.Velocity;
import io.riskgate.velocity.VelocityFactory;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Has every shard decide made-up checkouts before the first real one comes, which would otherwise spend its budget on
 * loading and interpreting classes. They go through the active rulesets and through windows of their own; nothing of
 * them is counted, recorded or measured.
 */
@Singleton
public final class WarmUp {

    static final int CHECKOUTS_MAX = 5_000;
    static final Duration TIME_MAX = Duration.ofSeconds(1);

    private static final String MERCHANT = "warm-up";
    private static final int CARDS = 50;

    private final Shards shards;
    private final VelocityFactory velocities;
    private final MerchantSettings settings;

    WarmUp(Shards shards, VelocityFactory velocities, Merchants merchants) {
        this.shards = shards;
        this.velocities = velocities;
        this.settings = merchants.settings(MERCHANT);
    }

    /** Blocks until every shard has had {@link #CHECKOUTS_MAX} checkouts or {@link #TIME_MAX}. */
    public void run() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(shards.all().size());
        for (Shard shard : shards.all()) {
            boolean taken = shard.execute(state -> {
                try {
                    warm(state);
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

    private void warm(ShardState state) {
        Velocity velocity = velocities.newScratch();
        long endNanos = System.nanoTime() + TIME_MAX.toNanos();
        for (int i = 0; i < CHECKOUTS_MAX && System.nanoTime() - endNanos < 0; i++) {
            Checkout checkout = checkout(i);
            MerchantPlan plan = state.plan(MERCHANT);
            Number[] features = velocity.gather(checkout, plan.features());
            List<Evaluated> evaluated = new ArrayList<>(2);
            for (MerchantPlan.Step step : plan.steps()) {
                Evaluation evaluation = new Evaluation(checkout, features, step.featuresOffset(), step.lists());
                if (state.evaluate(step.ruleset(), evaluation)) {
                    evaluated.add(new Evaluated(step.ruleset(), evaluation.firings(), evaluation.truncated()));
                }
            }
            Conclusion.of(evaluated, settings);
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
