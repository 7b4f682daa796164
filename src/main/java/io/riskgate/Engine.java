package io.riskgate;

import io.quarkus.runtime.StartupEvent;
import io.riskgate.decision.CatchUp;
import io.riskgate.decision.Recovery;
import io.riskgate.decision.WarmUp;
import io.riskgate.journal.FileJournal;
import io.riskgate.journal.JournalReader;
import io.riskgate.journal.JournalRecord;
import io.riskgate.journal.ReplayReport;
import io.riskgate.merchant.FirstKey;
import io.riskgate.outcome.Outcomes;
import io.riskgate.outcome.RulePerformance;
import io.riskgate.review.ReviewQueue;
import io.riskgate.rules.registry.RulesDirectory;
import io.riskgate.rules.registry.RulesetRegistry;
import io.riskgate.rules.registry.RulesetSync;
import io.riskgate.statistics.StatisticsMeter;
import io.riskgate.statistics.StatisticsSync;
import io.riskgate.store.DataDirectory;
import io.riskgate.usage.UsageMeter;
import io.riskgate.usage.UsageSync;
import io.riskgate.webhook.PendingDeliveries;
import io.riskgate.webhook.WebhookDeliveries;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * Brings the engine back to where it was, before HTTP opens: the rulesets first, because they say what the windows keep;
 * then what changed in the files meanwhile; then windows, reservations, idempotent answers, usage, statistics, outcomes and reviews from the
 * journal. Last, the shards warm up, and a first admin gets a key; HTTP warms up once it is open.
 */
@Singleton
final class Engine {

    private static final Logger LOG = Logger.getLogger(Engine.class);

    /** How far back windows, reservations and answers reach, and a day for clocks that differ. */
    private static final Duration REACH = Duration.ofDays(31);

    private final RulesetRegistry registry;
    private final RulesDirectory directory;
    private final RulesetSync sync;
    private final Recovery recovery;
    private final UsageMeter usage;
    private final UsageSync usageSync;
    private final Outcomes outcomes;
    private final RulePerformance performance;
    private final ReviewQueue reviews;
    private final PendingDeliveries pendingDeliveries;
    private final WebhookDeliveries deliveries;
    private final StatisticsMeter statistics;
    private final StatisticsSync statisticsSync;
    private final CatchUp catchUp;
    private final WarmUp warmUp;
    private final FirstKey firstKey;
    private final Path dataDir;
    private final Clock clock;

    Engine(
            RulesetRegistry registry,
            RulesDirectory directory,
            RulesetSync sync,
            Recovery recovery,
            UsageMeter usage,
            UsageSync usageSync,
            Outcomes outcomes,
            RulePerformance performance,
            ReviewQueue reviews,
            PendingDeliveries pendingDeliveries,
            WebhookDeliveries deliveries,
            StatisticsMeter statistics,
            StatisticsSync statisticsSync,
            CatchUp catchUp,
            WarmUp warmUp,
            FirstKey firstKey,
            DataDirectory data,
            Clock clock) {
        this.registry = registry;
        this.directory = directory;
        this.sync = sync;
        this.recovery = recovery;
        this.usage = usage;
        this.usageSync = usageSync;
        this.outcomes = outcomes;
        this.performance = performance;
        this.reviews = reviews;
        this.pendingDeliveries = pendingDeliveries;
        this.deliveries = deliveries;
        this.statistics = statistics;
        this.statisticsSync = statisticsSync;
        this.catchUp = catchUp;
        this.warmUp = warmUp;
        this.firstKey = firstKey;
        this.dataDir = data.path();
        this.clock = clock;
    }

    void start(@Observes StartupEvent start) throws IOException, InterruptedException {
        registry.load();
        directory.scan();
        replay();
        usageSync.start();
        deliveries.start();
        statisticsSync.start();
        catchUp.start();
        warmUp.run();
        sync.start();
        directory.watch();
        firstKey.printIfNeeded(System.out);
    }

    private void replay() throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        Instant since = clock.instant().minus(REACH);
        outcomes.restoreSince(since);
        ReplayReport report = JournalReader.replayRecent(
                FileJournal.directory(dataDir),
                since,
                file -> !usage.mayDelete(file) || !statistics.mayDelete(file),
                (file, entry) -> restore(file, entry, since));
        statistics.restored();
        recovery.finish();
        if (report.entries() > 0) {
            LOG.infof(
                    "%d decisions of the journal are back, in %d ms",
                    report.entries(), (System.nanoTime() - startNanos) / 1_000_000);
        }
        if (report.forgottenLines() > 0) {
            LOG.infof("%d decisions of the journal are forgotten: their days' keys are gone", report.forgottenLines());
        }
        if (report.tornLines() + report.corruptLines() > 0) {
            LOG.warnf(
                    "%d torn and %d corrupt lines of the journal were passed over: %s",
                    report.tornLines(), report.corruptLines(), String.join("; ", report.messages()));
        }
    }

    private void restore(Path file, JournalRecord entry, Instant since) {
        usage.restore(file.getFileName().toString(), entry);
        statistics.restore(file.getFileName().toString(), entry);
        // Of what comes for usage or statistics alone, not all that follows it comes, too.
        if (!entry.at().isBefore(since)) {
            outcomes.restore(entry);
            performance.restore(entry);
            reviews.restore(entry);
            pendingDeliveries.restore(entry);
        }
        try {
            recovery.restore(entry);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while the journal was read", stopped);
        }
    }
}
