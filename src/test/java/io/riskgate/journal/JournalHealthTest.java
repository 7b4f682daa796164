package io.riskgate.journal;

import static io.riskgate.journal.Entries.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.riskgate.fixture.DeafListener;
import io.riskgate.telemetry.MetricNames;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics of the journal that alerts ask for. */
class JournalHealthTest {

    @TempDir
    Path dataDir;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }

    private DiskWatch disk(FileJournal journal) {
        return new DiskWatch(() -> DiskWatch.look(dataDir, journal), System::nanoTime);
    }

    @Test
    void diskThatIsFull_showsAsUnhealthyAndAsEntriesThatAreLost() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full));
        AtomicBoolean noSpace = new AtomicBoolean(true);
        try (FileJournal journal = new FileJournal(
                dataDir,
                JournalSettings.DEFAULTS,
                new DeafListener(),
                Clock.systemUTC(),
                path -> noSpace.get()
                        ? FileChannel.open(full, StandardOpenOption.WRITE)
                        : JournalDirectory.NEW_FILE.open(path))) {
            JournalHealth.register(new StartupEvent(), journal, disk(journal), registry);
            assertThat(gauge(MetricNames.JOURNAL_HEALTHY)).isEqualTo(1);
            assertThat(registry.get(MetricNames.JOURNAL_DROPPED)
                            .functionCounter()
                            .count())
                    .isZero();

            journal.append(entry("a"));
            await().until(() -> gauge(MetricNames.JOURNAL_HEALTHY) == 0);
            journal.append(entry("b"));
            assertThat(registry.get(MetricNames.JOURNAL_DROPPED)
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
            assertThat(gauge(MetricNames.JOURNAL_QUEUED)).isEqualTo(1);

            noSpace.set(false);
            await().until(() -> gauge(MetricNames.JOURNAL_HEALTHY) == 1);
        }
    }

    @Test
    void syncsAndRoomOnTheDisk_areShown() {
        try (FileJournal journal =
                new FileJournal(dataDir, JournalSettings.DEFAULTS, new DeafListener(), Clock.systemUTC())) {
            DiskWatch disk = disk(journal);
            JournalHealth.register(new StartupEvent(), journal, disk, registry);
            disk.look();
            journal.append(entry("a"));
            await().until(() ->
                    registry.get(MetricNames.JOURNAL_SYNC).functionTimer().count() == 1);
            assertThat(registry.get(MetricNames.JOURNAL_SYNC).functionTimer().totalTime(TimeUnit.NANOSECONDS))
                    .isPositive();
            assertThat(gauge(MetricNames.JOURNAL_DISK_FREE)).isPositive();
        }
    }
}
