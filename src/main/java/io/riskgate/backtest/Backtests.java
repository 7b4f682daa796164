package io.riskgate.backtest;

import io.riskgate.journal.FileJournal;
import io.riskgate.limits.LedgerLimits;
import io.riskgate.limits.LimitLookups;
import io.riskgate.lists.ListLookups;
import io.riskgate.merchant.Merchants;
import io.riskgate.rules.ActiveRulesets;
import io.riskgate.rules.Ruleset;
import io.riskgate.shard.MerchantPlans;
import io.riskgate.shard.Shard;
import io.riskgate.shard.Shards;
import io.riskgate.telemetry.DecisionMetrics;
import io.riskgate.velocity.LocalVelocities;
import io.riskgate.velocity.VelocityLimits;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Starts backtests, keeps what they found, and cancels them, on this node alone: others, and the next start, know nothing of them.
 *
 * <p>{@code riskgate.backtest.running-max} run at once, {@link #WAITING_MAX} wait, {@link #KEPT_MAX} are kept; beyond, the oldest that has ended is
 * forgotten. Of one merchant {@link #UNFINISHED_OF_MERCHANT_MAX} wait or run, and {@link #KEPT_OF_MERCHANT_MAX} are kept.
 *
 * <p>Thread-safe; never blocks.
 */
@Singleton
public final class Backtests {

    static final int WAITING_MAX = 10;
    static final int KEPT_MAX = 20;
    static final int UNFINISHED_OF_MERCHANT_MAX = 2;
    static final int KEPT_OF_MERCHANT_MAX = 5;

    /** Amounts and reservations of a backtest's ledger, over all merchants; beyond, nothing seems to fit. */
    static final int RESERVATIONS_MAX = 200_000;

    private static final int THREADS_MAX = 64;
    private static final int RUNNING_MAX = 2;

    /** What a backtest reads and asks of the running engine. */
    record Parts(
            FileJournal journal,
            CheckoutLines lines,
            ActiveRulesets rulesets,
            ListLookups lists,
            LimitLookups limits,
            Merchants merchants,
            KnownFraud outcomes,
            Shards shards,
            VelocityLimits windows,
            SpareTime spareTime,
            Clock clock) {}

    private final Parts parts;
    private final int threads;
    private final ThreadPoolExecutor running;

    /** Oldest first; guarded by itself. */
    private final Map<String, Backtest> kept = new LinkedHashMap<>();

    /** @throws IllegalArgumentException naming the option that is out of its range */
    @Inject
    Backtests(
            BacktestConfig config,
            FileJournal journal,
            CheckoutLines lines,
            ActiveRulesets rulesets,
            ListLookups lists,
            LimitLookups limits,
            Merchants merchants,
            KnownFraud outcomes,
            Shards shards,
            LocalVelocities velocities,
            DecisionMetrics metrics,
            Clock clock) {
        this(
                config,
                new Parts(
                        journal,
                        lines,
                        rulesets,
                        lists,
                        limits,
                        merchants,
                        outcomes,
                        shards,
                        velocities.limits(),
                        new SpareTime(() -> waiting(shards), metrics::answered),
                        clock));
    }

    Backtests(BacktestConfig config, Parts parts) {
        int cores = Runtime.getRuntime().availableProcessors();
        threads = config.threads().orElse(Math.clamp(cores / 2, 1, THREADS_MAX));
        require("threads", threads, 1, THREADS_MAX);
        int runningMax = config.runningMax();
        require("running-max", runningMax, 1, RUNNING_MAX);
        if (!(config.windowsShare() > 0 && config.windowsShare() <= 1)) {
            throw new IllegalArgumentException(
                    "riskgate.backtest.windows-share must be above 0, up to 1, not " + config.windowsShare());
        }
        this.parts = new Parts(
                parts.journal,
                parts.lines,
                parts.rulesets,
                parts.lists,
                parts.limits,
                parts.merchants,
                parts.outcomes,
                parts.shards,
                parts.windows.part(config.windowsShare() / runningMax),
                parts.spareTime,
                parts.clock);
        running = new ThreadPoolExecutor(
                runningMax,
                runningMax,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING_MAX),
                Thread.ofPlatform().name("riskgate-backtest-", 0).daemon().factory());
    }

    private static void require(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "riskgate.backtest." + option + " must be " + min + " to " + max + ", not " + value);
        }
    }

    private static int waiting(Shards shards) {
        int waiting = 0;
        for (Shard shard : shards.all()) {
            waiting += shard.queueDepth();
        }
        return waiting;
    }

    /** Runs it when its turn comes; {@code null} if too many wait, of this merchant or of all. */
    public @Nullable BacktestReport start(BacktestRequest request) {
        Backtest backtest = new Backtest(request, progress -> replay(request, progress), parts.clock);
        synchronized (kept) {
            List<Backtest> own = ownOf(request.scope());
            long unfinished = own.stream().filter(one -> !one.isEnded()).count();
            if (!request.scope().equals(Ruleset.PLATFORM) && unfinished >= UNFINISHED_OF_MERCHANT_MAX) {
                return null;
            }
            try {
                running.execute(backtest);
            } catch (RejectedExecutionException full) {
                return null;
            }
            kept.put(backtest.id(), backtest);
            forgetBeyond(request.scope());
        }
        return backtest.report();
    }

    private List<Backtest> ownOf(String scope) {
        return kept.values().stream().filter(one -> one.scope().equals(scope)).toList();
    }

    private void forgetBeyond(String scope) {
        if (!scope.equals(Ruleset.PLATFORM) && ownOf(scope).size() > KEPT_OF_MERCHANT_MAX) {
            forgetOldestEnded(ownOf(scope));
        }
        if (kept.size() > KEPT_MAX) {
            forgetOldestEnded(new ArrayList<>(kept.values()));
        }
    }

    private void forgetOldestEnded(List<Backtest> among) {
        Iterator<Backtest> ended = among.stream().filter(Backtest::isEnded).iterator();
        if (ended.hasNext()) {
            kept.remove(ended.next().id());
        }
    }

    /** How it is, or {@code null} if there is none of that id any more. */
    public @Nullable BacktestReport find(String id) {
        Backtest backtest;
        synchronized (kept) {
            backtest = kept.get(id);
        }
        return backtest == null ? null : backtest.report();
    }

    /** Ends it within a second; does nothing to one that has ended, or is none. */
    public void cancel(String id) {
        Backtest backtest;
        synchronized (kept) {
            backtest = kept.get(id);
        }
        if (backtest != null) {
            backtest.cancel();
            running.remove(backtest);
        }
    }

    private Replay replay(BacktestRequest request, RunProgress progress) {
        RunRulesets activeNow = new RunRulesets(parts.rulesets);
        MerchantPlans candidate = new MerchantPlans(activeNow.with(request.candidate()), parts.lists, parts.limits);
        MerchantPlans active = request.file() == null ? null : new MerchantPlans(activeNow, parts.lists, parts.limits);
        int count = parts.shards.all().size();
        LedgerLimits ledger = new LedgerLimits(Math.max(1, RESERVATIONS_MAX / count), 1);
        List<Partition> partitions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            partitions.add(new Partition(
                    parts.windows,
                    ledger,
                    candidate,
                    active,
                    request.period(),
                    new Sample(request.sample()),
                    parts.merchants,
                    parts.outcomes));
        }
        return new Replay(
                source(request),
                partitions,
                merchant -> parts.shards.of(merchant).index(),
                threads,
                parts.spareTime,
                progress,
                request.stopsOnError());
    }

    private Source source(BacktestRequest request) {
        UploadedFile file = request.file();
        return file == null
                ? new JournalSource(parts.journal, request.period(), request.merchantId())
                : new FileSource(
                        file,
                        parts.lines,
                        request.period(),
                        request.merchantId(),
                        request.scope().equals(Ruleset.PLATFORM));
    }

    /** Cancels all. */
    @PreDestroy
    void close() {
        synchronized (kept) {
            kept.values().forEach(Backtest::cancel);
        }
        running.shutdownNow();
    }
}
