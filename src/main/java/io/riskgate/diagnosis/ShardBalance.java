package io.riskgate.diagnosis;

import io.riskgate.diagnosis.Finding.Named;
import io.riskgate.diagnosis.ShardLoad.MerchantLoad;
import io.riskgate.rules.Ruleset;
import io.riskgate.shard.Shard;
import io.riskgate.shard.Shards;
import io.riskgate.statistics.StatisticsReports;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Whether one shard has much more to do than the others, and for whom. Merchants' decisions are those of the statistics, which are counted
 * anyway; which shard a merchant has, the shards say.
 */
@Singleton
final class ShardBalance implements Examination {

    static final String ID = "shards";

    /** Of the decisions that a shard would have if all had the same. */
    static final double SKEW_MAX = 2;

    /** With fewer in the time that is looked at, chance makes any skew. */
    static final long DECISIONS_MIN = 1_000;

    /** Of a shard's time; beyond, those who come meanwhile wait. */
    static final double BUSY_MAX = 0.5;

    private static final int QUEUED_NOTICED = Shard.QUEUE_MAX / 16;
    private static final int QUEUED_MAX = Shard.QUEUE_MAX / 2;
    private static final int MERCHANTS_NAMED = 5;
    private static final Duration LOOKED_BACK = Duration.ofMinutes(5);

    /** For which something that threw is told of: whoever has mended it sees so before the engine starts again. */
    private static final Duration FAILURES_TOLD = Duration.ofHours(1);

    private static final double NANOS_PER_SECOND = 1e9;
    private static final String THROWN_ADVICE =
            "The log names them, one a second. A merchant whose rules throw gets at least the fallback verdict: go back to an earlier version"
                    + " of them.";
    private static final String SKEWED_ADVICE =
            "A merchant's decisions are made one after the other, so one merchant cannot use more than one shard. If several of these share"
                    + " it, another number of shards (riskgate.shards) parts them; one that is alone is served better by a node of its own.";
    private static final Comparator<MerchantLoad> MOST_FIRST =
            Comparator.comparingLong(MerchantLoad::decisions).reversed().thenComparing(MerchantLoad::merchantId);

    private final Shards shards;
    private final StatisticsReports reports;
    private final ProcessWatch process;
    private final Clock clock;

    ShardBalance(Shards shards, StatisticsReports reports, ProcessWatch process, Clock clock) {
        this.shards = shards;
        this.reports = reports;
        this.process = process;
        this.clock = clock;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Finding examine() {
        Instant now = clock.instant();
        StatisticsReports.Recent recent = reports.recent(now.minus(LOOKED_BACK), now);
        return judge(
                loads(shards, recent),
                Math.max(1, Duration.between(recent.since(), now).toMillis() / 1e3),
                process.load(now.minus(LOOKED_BACK)).cpuNanosPerDecision(),
                process.load(now.minus(FAILURES_TOLD)).counts().failures());
    }

    /** What each shard has to do, in their order. */
    static List<ShardLoad> loads(Shards shards, StatisticsReports.Recent recent) {
        List<List<MerchantLoad>> merchants = new ArrayList<>();
        shards.all().forEach(shard -> merchants.add(new ArrayList<>()));
        recent.byScope().forEach((scope, decisions) -> {
            if (!scope.equals(Ruleset.PLATFORM)) {
                merchants.get(shards.of(scope).index()).add(new MerchantLoad(scope, decisions));
            }
        });
        return shards.all().stream()
                .map(shard -> load(shard, merchants.get(shard.index())))
                .toList();
    }

    private static ShardLoad load(Shard shard, List<MerchantLoad> merchants) {
        return new ShardLoad(
                shard.index(),
                shard.alive(),
                shard.queueDepth(),
                shard.failures(),
                merchants.stream().mapToLong(MerchantLoad::decisions).sum(),
                merchants.stream().sorted(MOST_FIRST).limit(MERCHANTS_NAMED).toList());
    }

    /**
     * Says it.
     *
     * @param seconds how long the time is whose decisions the shards have
     * @param cpuNanosPerDecision all that a decision takes of the processors, which is more than its shard's time
     * @param failuresInLastHour tasks and sets of rules that threw
     */
    static Finding judge(
            List<ShardLoad> shards, double seconds, OptionalDouble cpuNanosPerDecision, long failuresInLastHour) {
        long decisions = shards.stream().mapToLong(ShardLoad::decisions).sum();
        ShardLoad busiest = shards.stream()
                .max(Comparator.comparingLong(ShardLoad::decisions))
                .orElseThrow();
        ShardLoad fullest =
                shards.stream().max(Comparator.comparingInt(ShardLoad::queued)).orElseThrow();
        double skew = decisions == 0 ? 1 : (double) busiest.decisions() * shards.size() / decisions;
        double busyShare = busiest.decisions() / seconds * cpuNanosPerDecision.orElse(Double.NaN) / NANOS_PER_SECOND;
        long failures = shards.stream().mapToLong(ShardLoad::failures).sum();
        long dead = shards.stream().filter(shard -> !shard.isAlive()).count();
        Numbers numbers = Numbers.of("shards", shards.size())
                .and("busiestShard", busiest.index())
                .and("busiestPerSecond", busiest.decisions() / seconds)
                .and("busiestToMean", skew)
                .and("busiestBusyShareMax", busyShare)
                .and("queuedMax", fullest.queued())
                .and("failures", failures)
                .and("failuresInLastHour", failuresInLastHour)
                .and("dead", dead);
        if (dead > 0) {
            return Finding.of(
                    ID,
                    Severity.CRITICAL,
                    Wording.text("Shards that have no thread any more: %d of %d.", dead, shards.size()),
                    numbers,
                    List.of(),
                    "Their merchants get the fallback verdict. Start this node again, and tell who maintains Riskgate what the log says.");
        }
        if (fullest.queued() >= QUEUED_NOTICED) {
            return Finding.of(
                    ID,
                    fullest.queued() >= QUEUED_MAX ? Severity.CRITICAL : Severity.WARNING,
                    Wording.text(
                            "%d decisions wait for shard %d, which has room for %d.",
                            fullest.queued(), fullest.index(), Shard.QUEUE_MAX),
                    numbers,
                    named(fullest),
                    "Beyond its room the fallback verdict goes out at once. The merchants named here have the most decisions on it: see"
                            + " what their rules cost (finding costly_rules), or lower their quota.");
        }
        boolean isSkewed = skew >= SKEW_MAX && decisions >= DECISIONS_MIN;
        String skewed = Wording.text(
                "Shard %d has %.1f times its part of the decisions, %.1f a second.",
                busiest.index(), skew, busiest.decisions() / seconds);
        if (failuresInLastHour > 0) {
            return Finding.of(
                    ID,
                    Severity.WARNING,
                    "In the last hour tasks or sets of rules have thrown " + Wording.count(failuresInLastHour, "time")
                            + "." + (isSkewed ? " " + skewed : ""),
                    numbers,
                    isSkewed ? named(busiest) : List.of(),
                    THROWN_ADVICE + (isSkewed ? " " + SKEWED_ADVICE : ""));
        }
        if (isSkewed) {
            return Finding.of(
                    ID,
                    busyShare >= BUSY_MAX ? Severity.WARNING : Severity.NOTICE,
                    skewed,
                    numbers,
                    named(busiest),
                    SKEWED_ADVICE);
        }
        return Finding.ok(
                ID,
                decisions < DECISIONS_MIN
                        ? "There were too few decisions to compare shards by; nothing waits."
                        : Wording.text(
                                "The busiest shard has %.1f times its part of the decisions; nothing waits.", skew),
                numbers);
    }

    private static List<Named> named(ShardLoad shard) {
        return shard.merchants().stream()
                .map(merchant -> new Named(
                        merchant.merchantId(),
                        Numbers.of("decisions", merchant.decisions())
                                .and("shareOfShard", (double) merchant.decisions() / shard.decisions())
                                .toMap()))
                .toList();
    }
}
