package io.riskgate.velocity;

import io.riskgate.model.Checkout;
import java.util.List;

/**
 * Counts checkouts in and reads windows: the port that the decision pipeline gathers its features through.
 *
 * <p>A feature whose {@code by} (or, for DISTINCT, whose {@code by}) the checkout has no value for is 0. Windows are in
 * event time: the window of length W of a checkout at time t is {@code (t - W, t]}, and the checkout itself is in it.
 */
public interface Velocity {

    /**
     * Counts the checkout in, then reads the features, the checkout included.
     *
     * <p>The caller sees to it that a checkout is counted once (see {@code store.Idempotency}).
     *
     * @param features what to read; the DISTINCT features among them are also what is tracked from now on
     * @return one value a feature, in their order: {@link Long} for COUNT and DISTINCT, {@code BigDecimal} for SUM
     */
    Number[] gather(Checkout checkout, List<Feature> features);
}
