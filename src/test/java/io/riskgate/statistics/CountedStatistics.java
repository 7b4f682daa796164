package io.riskgate.statistics;

import io.riskgate.journal.JournalRecord;
import java.nio.file.Path;
import java.time.Clock;

/** Statistics of what a test says was written, without a journal. */
public final class CountedStatistics {

    private final StatisticsMeter meter;
    private final StatisticsReports reports;

    public CountedStatistics(Path dataDir, Clock clock) {
        meter = new StatisticsMeter(dataDir, StatisticsLimits.DEFAULTS, clock);
        reports = new StatisticsReports(meter);
    }

    public void written(JournalRecord record) {
        meter.written(record);
    }

    public StatisticsReports reports() {
        return reports;
    }
}
