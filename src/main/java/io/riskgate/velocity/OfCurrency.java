package io.riskgate.velocity;

import org.jspecify.annotations.Nullable;

/** The timeline of one of a {@link Group}'s currencies, and which comes after it. For one thread; never blocks. */
class OfCurrency extends Timeline {

    private int currency;
    private @Nullable OfCurrency next;

    OfCurrency(int currency) {
        this.currency = currency;
    }

    /** One cell, as it is in the array from {@code at} on. */
    OfCurrency(int currency, long[] cell, int at) {
        super(cell, at);
        this.currency = currency;
    }

    final boolean isOf(int other) {
        return currency == other;
    }

    final @Nullable OfCurrency next() {
        return next;
    }

    final void follow(OfCurrency with) {
        next = with;
    }

    /** Forgets its checkouts, for another currency. */
    final void restart(int other) {
        currency = other;
        clear();
    }
}
