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
import io.riskgate.rules.registry.RulesDirectory;
import io.riskgate.rules.registry.RulesetRegistry;
import io.riskgate.rules.registry.RulesetSync;
import io.riskgate.statistics.StatisticsMeter;
import io.riskgate.statistics.StatisticsSync;
import io.riskgate.store.StateConfig;
import io.riskgate.usage.UsageMeter;
import io.riskgate.usage.UsageSync;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/**
 * Brings the engine back to where it was, before HTTP opens: the rulesets first, because they say what the windows keep;
 * then what changed in the files meanwhile; then windows, reservations, idempotent answers, usage and statistics from the journal. Last, the shards
 * warm up, and a first admin gets a key; HTTP warms up once it is open.
 */
@Singleton
final class Engine {

    private static final Logger LOG = Logger.getLogger(Engine.class);

    private final RulesetRegistry registry;
    private final RulesDirectory directory;
    private final RulesetSync sync;
    private final Recovery recovery;
    private final UsageMeter usage;
    private final UsageSync usageSync;
    private final StatisticsMeter statistics;
    private final StatisticsSync statisticsSync;
    private final CatchUp catchUp;
    private final WarmUp warmUp;
    private final FirstKey firstKey;
    private final Path dataDir;

    Engine(
            RulesetRegistry registry,
            RulesDirectory directory,
            RulesetSync sync,
            Recovery recovery,
            UsageMeter usage,
            UsageSync usageSync,
            StatisticsMeter statistics,
            StatisticsSync statisticsSync,
            CatchUp catchUp,
            WarmUp warmUp,
            FirstKey firstKey,
            StateConfig state) {
        this.registry = registry;
        this.directory = directory;
        this.sync = sync;
        this.recovery = recovery;
        this.usage = usage;
        this.usageSync = usageSync;
        this.statistics = statistics;
        this.statisticsSync = statisticsSync;
        this.catchUp = catchUp;
        this.warmUp = warmUp;
        this.firstKey = firstKey;
        this.dataDir = state.dataDir();
    }

    void start(@Observes StartupEvent start) throws IOException, InterruptedException {
        registry.load();
        directory.scan();
        replay();
        usageSync.start();
        statisticsSync.start();
        catchUp.start();
        warmUp.run();
        sync.start();
        directory.watch();
        firstKey.printIfNeeded(System.out);
    }

    private void replay() throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        ReplayReport report = JournalReader.replayAll(FileJournal.directory(dataDir), this::restore);
        statistics.restored();
        recovery.finish();
        if (report.entries() > 0) {
            LOG.infof(
                    "%d decisions of the journal are back, in %d ms",
                    report.entries(), (System.nanoTime() - startNanos) / 1_000_000);
        }
        if (report.tornLines() + report.corruptLines() > 0) {
            LOG.warnf(
                    "%d torn and %d corrupt lines of the journal were passed over: %s",
                    report.tornLines(), report.corruptLines(), String.join("; ", report.messages()));
        }
    }

    private void restore(Path file, JournalRecord entry) {
        usage.restore(file.getFileName().toString(), entry);
        statistics.restore(file.getFileName().toString(), entry);
        try {
            recovery.restore(entry);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while the journal was read", stopped);
        }
    }
}
