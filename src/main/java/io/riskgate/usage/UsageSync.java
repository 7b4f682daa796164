package io.riskgate.usage;

import io.quarkus.runtime.ShutdownEvent;
import io.riskgate.journal.parts.SummaryThread;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Has parts that are over summarized, and other nodes told of what this one has counted. */
@Singleton
public final class UsageSync {

    private final UsageMeter meter;
    private final UsageExchange exchange;
    private final UsagePublisher publisher;
    private final SummaryThread thread = new SummaryThread("usage", this::work);

    UsageSync(UsageMeter meter, UsageExchange exchange, Clock clock) {
        this.meter = meter;
        this.exchange = exchange;
        this.publisher = new UsagePublisher(meter, exchange, clock);
    }

    /** To be called when the journal has been replayed: before, this node has counted too little. */
    public void start() {
        thread.start();
    }

    private void work() {
        meter.summarize();
        if (exchange != UsageExchange.NONE) {
            publisher.publish();
        }
    }

    void stop(@Observes ShutdownEvent stop) {
        thread.stop();
    }
}
