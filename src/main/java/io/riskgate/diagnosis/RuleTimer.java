package io.riskgate.diagnosis;

import io.riskgate.model.Address;
import io.riskgate.model.Card;
import io.riskgate.model.Checkout;
import io.riskgate.model.Customer;
import io.riskgate.model.Device;
import io.riskgate.model.Ip;
import io.riskgate.model.Item;
import io.riskgate.rules.CompiledRules;
import io.riskgate.rules.Evaluation;
import io.riskgate.rules.RuleSession;
import io.riskgate.velocity.Feature;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Takes the time of rules, evaluated again and again over a made-up checkout with {@link #ITEMS} items, in a session of its own and on the
 * caller's thread. Live evaluations are not timed, since taking the time of each would be paid by each. So this is what rules cost whose
 * conditions are all looked at; what they cost of live checkouts depends on these. Counts and records nothing.
 */
final class RuleTimer {

    static final int ITEMS = 20;

    private static final int RUNS_MAX = 200;
    private static final int RUNS_MIN = 5;
    private static final Duration TIME_MAX = Duration.ofMillis(10);
    private static final BigDecimal AMOUNT = new BigDecimal("129.90");

    private RuleTimer() {}

    private static Checkout checkout(Instant at) {
        return new Checkout(
                "diagnosis",
                "diagnosis",
                at,
                AMOUNT,
                "USD",
                new Customer("diagnosis", "diagnosis@example.com", "+14155550100", at),
                new Card("diagnosis", "411111", "visa", "credit", "US"),
                new Device("diagnosis"),
                new Ip("192.0.2.1", "US"),
                new Address("diagnosis", "", "94105", "US"),
                new Address("diagnosis", "", "94105", "US"),
                IntStream.range(0, ITEMS).mapToObj(RuleTimer::item).toList(),
                Map.of());
    }

    private static Item item(int i) {
        return new Item("sku-" + i, i % 2 == 0 ? "books" : "gift_card", 1 + i, BigDecimal.valueOf(i));
    }

    /**
     * The median of up to {@link #RUNS_MAX} evaluations, in microseconds; ends after {@link #TIME_MAX}, or with the {@link #RUNS_MIN}th.
     *
     * @param at when the checkout occurs
     * @throws RuntimeException if the rules throw
     */
    static double medianMicros(CompiledRules rules, Instant at) {
        Checkout checkout = checkout(at);
        Number[] features = rules.features().stream().map(RuleTimer::value).toArray(Number[]::new);
        long[] nanos = new long[RUNS_MAX];
        int runs = 0;
        try (RuleSession session = rules.newSession()) {
            long endNanos = System.nanoTime() + TIME_MAX.toNanos();
            while (runs < RUNS_MAX && (runs < RUNS_MIN || System.nanoTime() - endNanos < 0)) {
                Evaluation evaluation = new Evaluation(checkout, features, 0, (list, value) -> false);
                long beginNanos = System.nanoTime();
                session.evaluate(evaluation);
                nanos[runs++] = System.nanoTime() - beginNanos;
            }
        }
        Arrays.sort(nanos, 0, runs);
        return nanos[runs / 2] / (double) TimeUnit.MICROSECONDS.toNanos(1);
    }

    /** As of windows that have this checkout alone. */
    private static Number value(Feature feature) {
        return switch (feature.kind()) {
            case COUNT, DISTINCT -> 1L;
            case SUM -> AMOUNT;
        };
    }
}
