package io.riskgate.trial;

import io.riskgate.model.Checkout;
import io.riskgate.rules.Ruleset;
import io.riskgate.store.ModeChange;
import io.riskgate.store.RollbackLimits;
import io.riskgate.store.RulesetVersion.Mode;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A version of a scope's rules that is evaluated beside the active one, from one change of either's mode to the next: then another
 * trial begins, and counts anew. What it has counted is in memory only.
 *
 * <p>Thread-safe; {@link #count} is for the thread that has the shard, which is the only one that writes.
 */
public final class Trial {

    private final Ruleset ruleset;
    private final ModeChange change;
    private final @Nullable Ruleset against;
    private final Instant since;
    private final Map<Object, TrialCounts> byShard = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    /**
     * @param ruleset the version that is tried
     * @param change what made it a shadow or a canary
     * @param against the scope's active version, {@code null} if it has none
     */
    public Trial(Ruleset ruleset, ModeChange change, @Nullable Ruleset against, Instant since) {
        this.ruleset = ruleset;
        this.change = change;
        this.against = against;
        this.since = since;
    }

    public Ruleset ruleset() {
        return ruleset;
    }

    /** What made it a shadow or a canary, and with which percentage and limits. */
    public ModeChange change() {
        return change;
    }

    /** What it is compared with, {@code null} if the scope has no active version. */
    public @Nullable Ruleset against() {
        return against;
    }

    /** Since when it counts. */
    public Instant since() {
        return since;
    }

    public boolean isCanary() {
        return change.mode() == Mode.CANARY;
    }

    /** When it is given up by itself; {@code null} for never. */
    public @Nullable RollbackLimits rollback() {
        return change.rollback();
    }

    /** Whether the version decides the checkout, in place of the active one. */
    public boolean decides(Checkout checkout) {
        Integer percent = change.percent();
        return isCanary()
                && percent != null
                && !stopped
                && Split.has(ruleset.scope(), ruleset.version(), percent, checkout);
    }

    /** Lets it decide nothing any more. It is still evaluated, until it is no trial any more. */
    public void stop() {
        stopped = true;
    }

    /**
     * Counts one checkout, on the thread that has the shard.
     *
     * @param shard stands for the shard: what is counted for one is only written by whoever has it
     */
    public void count(Object shard, Comparison comparison) {
        TrialCounts counts = byShard.get(shard);
        if (counts == null) {
            counts = new TrialCounts(slowNanos());
            byShard.put(shard, counts);
        }
        counts.add(comparison);
    }

    private long slowNanos() {
        RollbackLimits limits = rollback();
        return limits == null || limits.p99MicrosMax() == null
                ? Long.MAX_VALUE
                : TimeUnit.MICROSECONDS.toNanos(limits.p99MicrosMax());
    }

    /** What the watch over a canary looks at, of all shards. */
    public Tally tally() {
        Tally sum = Tally.NONE;
        for (TrialCounts counts : byShard.values()) {
            sum = sum.plus(counts.tally());
        }
        return sum;
    }

    /** All that was counted, of all shards. Takes a millisecond or so. */
    public TrialSum sum() {
        TrialSum sum = new TrialSum();
        byShard.values().forEach(counts -> counts.addTo(sum));
        return sum;
    }
}
