package io.riskgate.model;

/**
 * Which checkout of which merchant. Ordered, since shops choose the ids: among ids that were chosen to have one hash, a hash map finds its
 * way by their order.
 */
public record CheckoutKey(String merchantId, String checkoutId) implements Comparable<CheckoutKey> {

    @Override
    public int compareTo(CheckoutKey other) {
        int byId = checkoutId.compareTo(other.checkoutId);
        return byId != 0 ? byId : merchantId.compareTo(other.merchantId);
    }
}
