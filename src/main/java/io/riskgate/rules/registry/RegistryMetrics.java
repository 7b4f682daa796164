package io.riskgate.rules.registry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.riskgate.store.RulesetVersion;
import io.riskgate.telemetry.MetricNames;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What the operator sees of publications. Thread-safe. */
@Singleton
final class RegistryMetrics {

    private static final String ACCEPTED = "accepted";
    private static final String REFUSED = "refused";

    private final MeterRegistry registry;
    private final Timer compile;

    RegistryMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.compile = Timer.builder(MetricNames.RULESET_COMPILE)
                .description("Checking, compiling and the trial run of a text")
                .register(registry);
        // Each a series before it is counted first: whoever watches for an increase does not see one that begins with
        // 1.
        RecentCheckouts.KINDS.forEach(this::rollbacks);
        for (RulesetVersion.Source source : RulesetVersion.Source.values()) {
            publications(ACCEPTED, source);
            publications(REFUSED, source);
        }
    }

    void gauges(ServedRulesets served) {
        Gauge.builder(MetricNames.RULESET_SCOPES, served, ServedRulesets::activeCount)
                .description("Scopes with an active ruleset")
                .register(registry);
        Gauge.builder(MetricNames.RULESET_FAILED, served, ServedRulesets::failureCount)
                .description("Scopes whose last publication was refused")
                .register(registry);
        Gauge.builder(MetricNames.RULESET_TRIALS, served.trials(), RunningTrials::count)
                .description("Shadows and canaries")
                .register(registry);
    }

    void compiled(long nanos) {
        compile.record(nanos, TimeUnit.NANOSECONDS);
    }

    void accepted(RulesetVersion.Source source) {
        publications(ACCEPTED, source).increment();
    }

    void refused(RulesetVersion.Source source) {
        publications(REFUSED, source).increment();
    }

    /** A canary was past a limit of that kind. */
    void rolledBack(String kind) {
        rollbacks(kind).increment();
    }

    private Counter rollbacks(String kind) {
        return registry.counter(MetricNames.RULESET_ROLLBACKS, MetricNames.REASON, kind);
    }

    private Counter publications(String result, RulesetVersion.Source source) {
        return registry.counter(
                MetricNames.RULESET_PUBLICATIONS,
                MetricNames.RESULT,
                result,
                MetricNames.SOURCE,
                source.name().toLowerCase(Locale.ROOT));
    }
}
