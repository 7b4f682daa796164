package io.riskgate.usage;

import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.riskgate.journal.parts.SummaryThread;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** Has parts that are over summarized, and others told of what this node has counted. */
@Singleton
public final class UsageSync {

    private final UsageMeter meter;
    private final UsagePublisher publisher;
    private final SummaryThread thread = new SummaryThread("usage", this::work);

    UsageSync(UsageMeter meter, @All List<UsageAudience> audiences, Clock clock) {
        this.meter = meter;
        this.publisher = new UsagePublisher(
                meter,
                audiences.stream()
                        .filter(audience -> audience != UsageExchange.NONE)
                        .toList(),
                clock);
    }

    /** To be called when the journal has been replayed: before, this node has counted too little. */
    public void start() {
        thread.start();
    }

    private void work() {
        meter.summarize();
        publisher.publish();
    }

    void stop(@Observes ShutdownEvent stop) {
        thread.stop();
    }
}
