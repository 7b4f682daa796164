package io.riskgate.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.riskgate.fixture.SettableClock;
import io.riskgate.journal.FileJournal;
import io.riskgate.journal.JournalListener;
import io.riskgate.journal.JournalReader;
import io.riskgate.journal.JournalRecord;
import io.riskgate.journal.JournalSettings;
import io.riskgate.merchant.MerchantSettings;
import io.riskgate.merchant.Merchants;
import io.riskgate.outcome.Outcomes;
import io.riskgate.outcome.RulePerformance;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A journal with all that reviews need, as the engine puts them together. */
final class ReviewingNode implements JournalListener, AutoCloseable {

    private static final JournalSettings SETTINGS = new JournalSettings(16 * 1024, Duration.ZERO, Duration.ofDays(30));

    final SettableClock clock;
    private final Path dataDir;
    ReviewQueue queue;
    RulePerformance performance;
    Reviews reviews;
    FileJournal journal;

    ReviewingNode(Path dataDir, SettableClock clock) throws IOException {
        this.dataDir = dataDir;
        this.clock = clock;
        start();
    }

    private void start() throws IOException {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        queue = new ReviewQueue(clock, meters);
        performance = new RulePerformance();
        journal = new FileJournal(dataDir, SETTINGS, this, clock);
        Outcomes outcomes = new Outcomes(journal, clock, meters);
        reviews = new Reviews(queue, outcomes, new Merchants(MerchantSettings.DEFAULTS, Map.of()), clock);
        JournalReader.replayAll(FileJournal.directory(dataDir), (file, record) -> {
            outcomes.restore(record);
            performance.restore(record);
            queue.restore(record);
        });
    }

    void restart() throws IOException {
        journal.close();
        start();
    }

    /** Returns when it is written. */
    void append(JournalRecord record) {
        assertThat(journal.append(record)).isTrue();
        awaitWritten();
    }

    void awaitWritten() {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> journal.queued() == 0);
    }

    @Override
    public void written(JournalRecord record) {
        queue.written(record);
        performance.written(record);
    }

    @Override
    public void ended(String file) {}

    @Override
    public boolean mayDelete(String file) {
        return true;
    }

    @Override
    public void close() {
        journal.close();
    }
}
