package io.riskgate.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.riskgate.model.Decision;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;

/** The meters of decisions, of all together and by merchant, as far as {@link MerchantSeries} allows. Hot. */
@Singleton
public final class DecisionMetrics {

    private final DecisionMeters all;
    private final MerchantSeries merchants;
    private final Counter replays;
    private final Counter unjournalled;

    /** @throws IllegalArgumentException naming the option that has a bad value */
    @Inject
    DecisionMetrics(MeterRegistry registry, TelemetryConfig config) {
        this(registry, config.merchantsMax());
    }

    /** With as many merchants told apart as by default. */
    public DecisionMetrics(MeterRegistry registry) {
        this(registry, MerchantSeries.MERCHANTS_DEFAULT);
    }

    private DecisionMetrics(MeterRegistry registry, int merchantsMax) {
        all = new DecisionMeters(registry, DecisionMeters.Names.OF_ALL, Tags.empty());
        merchants = new MerchantSeries(registry, merchantsMax);
        replays = registry.counter(MetricNames.REPLAYS);
        unjournalled = registry.counter(MetricNames.UNJOURNALLED);
    }

    /** What a decision's {@code degraded} may name, so that each is a series before it is counted first. */
    public void expect(Collection<String> kinds) {
        all.expect(kinds);
        merchants.expect(kinds);
    }

    /** A decision was answered. */
    public void answered(Decision decision) {
        all.answered(decision);
        merchants.of(decision.merchantId()).answered(decision);
    }

    /** How many decisions were answered so far. Never blocks, and is cheap enough to be asked every millisecond. */
    public long answered() {
        return all.answers();
    }

    /** A checkout of the merchant was refused, since it had too many. */
    public void refused(String merchantId) {
        all.refused();
        merchants.of(merchantId).refused();
    }

    /** A request got the answer of an earlier one. */
    public void replayed() {
        replays.increment();
    }

    /** The journal did not take an answered decision. */
    public void unjournalled() {
        unjournalled.increment();
    }
}
