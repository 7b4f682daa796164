package io.riskgate.velocity;

import io.riskgate.model.Checkout;
import java.util.List;

/**
 * Counts checkouts in and reads windows: the port that the decision pipeline gathers its features through.
 *
 * <p>A feature whose {@code by} the checkout has no value for is 0. Windows are in
 * event time: the window of length W of a checkout at time t is {@code (t - W, t]}, and the checkout itself is in it.
 */
public interface Velocity {

    /**
     * Counts the checkout in, then reads the features, the checkout included.
     *
     * <p>The caller sees to it that a checkout is counted once (see {@code store.Idempotency}).
     *
     * <p>The checkout is counted by every fixed dimension; by an attribute, and among the different values of a DISTINCT,
     * only as far as its own features ask for that.
     *
     * @param features what to read, and what to count the checkout into
     * @return one value a feature, in their order: {@link Long} for COUNT and DISTINCT, {@code BigDecimal} for SUM
     */
    Number[] gather(Checkout checkout, List<Feature> features);

    /**
     * What {@link #gather} would answer now; counts and changes nothing.
     *
     * @param counted whether the checkout is among those that were counted in
     * @return as {@code gather}
     */
    Number[] peek(Checkout checkout, List<Feature> features, boolean counted);
}
