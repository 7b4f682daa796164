package io.riskgate.velocity;

/** Makes the windows of one shard. */
@FunctionalInterface
public interface VelocityFactory {

    /** Empty windows, for one thread only. */
    Velocity newVelocity();
}
