package io.riskgate.simulator;

import io.riskgate.model.Checkout;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Collects what everybody does in a stretch of time. What falls outside of it is left out, and so is what comes when
 * there are as many checkouts as there are to be.
 */
final class Timeline {

    private record Purchase(Instant at, Label label, Shop shop, Payer payer, Basket basket) {}

    private final Span span;
    private final int sizeMax;
    private final List<Purchase> purchases = new ArrayList<>();

    Timeline(Span span, int sizeMax) {
        this.span = span;
        this.sizeMax = sizeMax;
    }

    Span span() {
        return span;
    }

    boolean isFull() {
        return purchases.size() >= sizeMax;
    }

    void add(Instant at, Label label, Shop shop, Payer payer, Basket basket) {
        if (!isFull() && span.contains(at)) {
            purchases.add(new Purchase(at.truncatedTo(ChronoUnit.MILLIS), label, shop, payer, basket));
        }
    }

    /** Everything in order of time, with ids that follow that order and so tell nothing of who made what. */
    List<LabelledCheckout> checkouts(String idPrefix) {
        purchases.sort(Comparator.comparing(Purchase::at));
        List<LabelledCheckout> checkouts = new ArrayList<>(purchases.size());
        for (Purchase purchase : purchases) {
            String id = "%s-%06d".formatted(idPrefix, checkouts.size() + 1);
            checkouts.add(new LabelledCheckout(purchase.label(), checkout(id, purchase)));
        }
        return checkouts;
    }

    private static Checkout checkout(String id, Purchase purchase) {
        Payer payer = purchase.payer();
        return new Checkout(
                id,
                purchase.shop().merchantId(),
                purchase.at(),
                purchase.basket().amount(),
                purchase.shop().currency(),
                payer.customer(),
                payer.card(),
                payer.device(),
                payer.ip(),
                payer.billing(),
                payer.shipping(),
                purchase.basket().items(),
                Map.of());
    }
}
