package io.riskgate.statistics;

import io.riskgate.fixture.JournalNode;
import io.riskgate.fixture.SettableClock;
import io.riskgate.journal.FileJournal;
import io.riskgate.journal.JournalReader;
import io.riskgate.journal.JournalRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/** A journal and its meter, as the engine puts them together, and all that was ever journalled. */
final class CountedNode extends JournalNode<StatisticsMeter> {

    final NaiveStatistics journalled = new NaiveStatistics();

    CountedNode(Path dataDir, SettableClock clock, StatisticsLimits limits) throws IOException {
        super(dataDir, clock, directory -> replayed(directory, clock, limits));
    }

    private static StatisticsMeter replayed(Path directory, Clock clock, StatisticsLimits limits) throws IOException {
        StatisticsMeter started = new StatisticsMeter(directory, limits, clock);
        JournalReader.replayAll(
                FileJournal.directory(directory),
                (file, entry) -> started.restore(file.getFileName().toString(), entry));
        started.restored();
        return started;
    }

    @Override
    public void append(JournalRecord entry) {
        super.append(entry);
        journalled.count(entry);
    }
}
