package io.riskgate.velocity;

/** Makes the windows of one shard. */
@FunctionalInterface
public interface VelocityFactory {

    /** Empty windows, for one thread only. */
    Velocity newVelocity();

    /** Empty windows for a trial: they are no part of the node's state. */
    default Velocity newScratch() {
        return newVelocity();
    }
}
