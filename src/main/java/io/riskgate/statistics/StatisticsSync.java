package io.riskgate.statistics;

import io.quarkus.runtime.ShutdownEvent;
import io.riskgate.journal.parts.SummaryThread;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Has parts that are over summarized, and minutes forgotten that have had their time. */
@Singleton
public final class StatisticsSync {

    private final SummaryThread thread;

    StatisticsSync(StatisticsMeter meter) {
        thread = new SummaryThread("statistics", meter::summarize);
    }

    /** To be called when the journal has been replayed. */
    public void start() {
        thread.start();
    }

    void stop(@Observes ShutdownEvent stop) {
        thread.stop();
    }
}
