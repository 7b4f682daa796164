package io.riskgate.backtest;

import io.riskgate.model.Checkout;

/**
 * Which checkouts are evaluated, by a hash of whose they are: the same ones each time.
 *
 * @param share above 0, up to 1 for all
 */
record Sample(double share) {

    private static final double HASHES = 1L << Integer.SIZE;

    boolean has(Checkout checkout) {
        return share >= 1 || Integer.toUnsignedLong(hash(checkout)) < share * HASHES;
    }

    /** Mixed as MurmurHash3 ends, since ids that follow each other have hashes that do. */
    private static int hash(Checkout checkout) {
        int hash = 31 * checkout.merchantId().hashCode() + checkout.id().hashCode();
        hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
        return hash ^ (hash >>> 16);
    }
}
