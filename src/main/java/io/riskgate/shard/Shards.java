package io.riskgate.shard;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.riskgate.limits.LedgerLimits;
import io.riskgate.limits.LimitsConfig;
import io.riskgate.limits.LocalLedger;
import io.riskgate.telemetry.MetricNames;
import io.riskgate.velocity.VelocityFactory;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All shards of this node, running from the start. Thread-safe. */
@Startup
@Singleton
public final class Shards {

    static final int SHARDS_MAX = 256;

    private final List<Shard> all;
    private volatile boolean open = true;

    /** @throws IllegalArgumentException naming the option that is out of its range */
    @Inject
    Shards(
            ShardConfig config,
            VelocityFactory velocities,
            LimitsConfig limits,
            MerchantPlans plans,
            MeterRegistry registry) {
        this(config.shards(), velocities, LedgerLimits.ofShard(limits, config.shards()), plans, registry);
    }

    public Shards(
            int shards, VelocityFactory velocities, LedgerLimits ledger, MerchantPlans plans, MeterRegistry registry) {
        if (shards < 1 || shards > SHARDS_MAX) {
            throw new IllegalArgumentException(
                    "riskgate.shards must be between 1 and " + SHARDS_MAX + ", not " + shards);
        }
        List<LocalLedger> ledgers =
                Stream.generate(() -> new LocalLedger(ledger)).limit(shards).toList();
        all = IntStream.range(0, shards)
                .mapToObj(i -> new Shard(i, velocities, ledgers.get(i), plans))
                .toList();
        Gauge.builder(MetricNames.LIMIT_ENTRIES, ledgers, Shards::entries)
                .description("Amounts that count against limits, in memory")
                .strongReference(true)
                .register(registry);
        all.forEach(shard -> register(shard, registry));
    }

    /** The shard that owns the merchant's state; always the same one for a number of shards. */
    public Shard of(String merchantId) {
        return all.get(MerchantHash.shard(merchantId, all.size()));
    }

    public List<Shard> all() {
        return all;
    }

    /** Whether the shards take tasks. */
    public boolean open() {
        return open;
    }

    /**
     * Takes nothing more, and waits for what was taken. Blocks; for the end of the process.
     *
     * @param timeout for all shards together
     * @return what was not finished in that time because its shard hangs, each shard's in its order
     */
    public List<ShardTask> stop(Duration timeout) throws InterruptedException {
        open = false;
        all.forEach(Shard::close);
        long endNanos = System.nanoTime() + timeout.toNanos();
        List<ShardTask> left = new ArrayList<>();
        for (Shard shard : all) {
            left.addAll(shard.awaitEnd(Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()))));
        }
        return left;
    }

    private static double entries(List<LocalLedger> ledgers) {
        return ledgers.stream().mapToInt(LocalLedger::entries).sum();
    }

    private static void register(Shard shard, MeterRegistry registry) {
        String index = Integer.toString(shard.index());
        Gauge.builder(MetricNames.SHARD_QUEUE_DEPTH, shard, Shard::queueDepth)
                .description("Decisions that wait for the shard")
                .tag(MetricNames.SHARD, index)
                .register(registry);
        FunctionCounter.builder(MetricNames.SHARD_DECISIONS, shard, Shard::worked)
                .description("Checkouts that the shard has worked on")
                .tag(MetricNames.SHARD, index)
                .register(registry);
        FunctionCounter.builder(MetricNames.SHARD_FAILURES, shard, Shard::failures)
                .description("Tasks and rule sessions that threw")
                .tag(MetricNames.SHARD, index)
                .register(registry);
    }
}
