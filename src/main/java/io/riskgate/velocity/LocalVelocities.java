package io.riskgate.velocity;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the in-memory windows of the node's shards, each with its part of the node's limits. Thread-safe; never blocks. */
@Singleton
public final class LocalVelocities implements VelocityFactory {

    private final VelocityLimits limits;
    private final List<LocalVelocity> all = new CopyOnWriteArrayList<>();

    /**
     * @param shards as {@code riskgate.shards}
     * @throws IllegalArgumentException if a limit is out of its range
     */
    public LocalVelocities(
            VelocityConfig config, @ConfigProperty(name = "riskgate.shards", defaultValue = "8") int shards) {
        limits = VelocityLimits.ofShard(config, Math.max(1, shards));
    }

    @Override
    public LocalVelocity newVelocity() {
        LocalVelocity velocity = new LocalVelocity(limits);
        all.add(velocity);
        return velocity;
    }

    @Override
    public LocalVelocity newScratch() {
        return new LocalVelocity(limits);
    }

    /** What the windows of one shard may hold. */
    public VelocityLimits limits() {
        return limits;
    }

    /** Groups that are counted now, of all shards. */
    public long groups() {
        return all.stream().mapToLong(LocalVelocity::groups).sum();
    }

    /** Cells that there is memory for, of all shards; 32 bytes each. */
    public long cells() {
        return all.stream().mapToLong(LocalVelocity::cells).sum();
    }

    /** Different values that there is memory for, of all shards. */
    public long distinctValues() {
        return all.stream().mapToLong(LocalVelocity::distinctValues).sum();
    }
}
