package io.riskgate.statistics;

import io.riskgate.model.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Sums of one minute by currency and verdict, in {@link io.riskgate.velocity.Units}. There are as many currencies as ISO 4217 has, since
 * no checkout has another. A sum that is beyond a {@code long}, 922 trillion, stays at its end: a minute has no 900,000 checkouts of the
 * highest amount. Reading while one thread counts is as with {@link NamedCounts}.
 */
final class Amounts {

    private @Nullable OfCurrency first;
    private int currencies;

    private static final class OfCurrency {

        private final String currency;
        private final @Nullable OfCurrency next;
        private final long[] units = new long[VerdictPlace.COUNT];

        OfCurrency(String currency, @Nullable OfCurrency next) {
            this.currency = currency;
            this.next = next;
        }
    }

    /** @param units not negative */
    void count(String currency, Verdict verdict, long units) {
        OfCurrency found = first;
        while (found != null && !found.currency.equals(currency)) {
            found = found.next;
        }
        if (found == null) {
            found = new OfCurrency(currency, first);
            first = found;
            currencies++;
        }
        long sum = found.units[VerdictPlace.of(verdict)] + units;
        found.units[VerdictPlace.of(verdict)] = sum < 0 ? Long.MAX_VALUE : sum;
    }

    int currencies() {
        return currencies;
    }

    /** Takes the sums of a currency, by {@link VerdictPlace}; not to be changed. */
    interface SumConsumer {
        void accept(String currency, long[] units);
    }

    void forEach(SumConsumer consumer) {
        for (OfCurrency of = first; of != null; of = of.next) {
            consumer.accept(of.currency, of.units);
        }
    }
}
