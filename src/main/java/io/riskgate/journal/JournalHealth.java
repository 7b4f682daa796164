package io.riskgate.journal;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.riskgate.telemetry.MetricNames;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells the operator how the journal is. A disk that fails does not make the node unready: verdicts go on without it,
 * and a node taken out of service would give none.
 */
final class JournalHealth {

    @Produces
    @Readiness
    static HealthCheck ready(FileJournal journal) {
        return () -> {
            String error = journal.lastError();
            return HealthCheckResponse.named("journal")
                    .up()
                    .withData("writing", error == null)
                    .withData("queued", journal.queued())
                    .withData("error", error == null ? "" : error)
                    .build();
        };
    }

    static void register(@Observes StartupEvent start, FileJournal journal, DiskWatch disk, MeterRegistry registry) {
        Gauge.builder(MetricNames.JOURNAL_QUEUED, journal, FileJournal::queued)
                .description("Entries that are not written yet")
                .register(registry);
        Gauge.builder(MetricNames.JOURNAL_LAG, journal, j -> j.lagMillis() / 1e3)
                .description("Age of the oldest entry that is not written yet")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder(MetricNames.JOURNAL_HEALTHY, journal, j -> j.healthy() ? 1 : 0)
                .description("1 while the journal can be written, else 0")
                .register(registry);
        FunctionTimer.builder(
                        MetricNames.JOURNAL_SYNC,
                        journal,
                        FileJournal::syncs,
                        FileJournal::syncNanos,
                        TimeUnit.NANOSECONDS)
                .description("Until the disk had what was written")
                .register(registry);
        Gauge.builder(MetricNames.JOURNAL_DISK_FREE, disk, DiskWatch::freeBytes)
                .description("What the journal's disk has room for")
                .baseUnit("bytes")
                .register(registry);
        FunctionCounter.builder(MetricNames.JOURNAL_WRITTEN, journal, FileJournal::written)
                .description("Entries written")
                .register(registry);
        FunctionCounter.builder(MetricNames.JOURNAL_DROPPED, journal, FileJournal::dropped)
                .description("Entries that were not taken")
                .register(registry);
    }
}
