package io.riskgate.trial;

import io.riskgate.model.Checkout;
import io.riskgate.privacy.SipHash;

/**
 * Which checkouts a canary has: always the same customers, on every node and after every restart, others for each version, and with a
 * larger percentage those of a smaller one too. A checkout without a customer goes by its own id. Stateless.
 *
 * <p>A hash that spreads evenly and that scope and version are part of. CRC-32C, which spreads merchants over shards, is linear: by
 * it two canaries would have related customers. The key is no secret, so a shopper could choose a customer id to be among them, or not
 * to be; whoever may choose ids can as well try until the verdict is another.
 */
final class Split {

    private static final int HUNDRED = 100;

    private Split() {}

    /** Whether the checkout is among those {@code percent} of a hundred. */
    static boolean has(String scope, int version, int percent, Checkout checkout) {
        String customer = checkout.customer().id();
        SipHash hash = new SipHash(0, 0);
        hash.of(scope, Integer.toString(version), checkout.merchantId(), customer == null ? checkout.id() : customer);
        return Long.remainderUnsigned(hash.low(), HUNDRED) < percent;
    }
}
