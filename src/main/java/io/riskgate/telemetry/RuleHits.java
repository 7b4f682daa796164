package io.riskgate.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.riskgate.rules.Firing;
import io.riskgate.rules.RuleDescription;
import io.riskgate.rules.Ruleset;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the decisions in which each rule fired. Names of rules come from uploads, so the series are bounded: {@link
 * #SERIES_MAX} for the platform and as many for all merchants together, of which one merchant has {@link #SERIES_OF_MERCHANT_MAX}, or
 * one that uploads names again and again would take all. Hits of a rule beyond that count under {@link
 * MetricNames#OTHER}, of its scope for the platform, of scope {@code other} for merchants.
 */
@Singleton
public final class RuleHits {

    static final int SERIES_MAX = 2_000;
    static final int SERIES_OF_MERCHANT_MAX = SERIES_MAX / 4;

    private final MeterRegistry registry;
    private final Map<String, Map<String, Counter>> counters = new ConcurrentHashMap<>();
    private final AtomicInteger platformSeries = new AtomicInteger();
    private final AtomicInteger merchantSeries = new AtomicInteger();
    private final Counter platformOther;
    private final Counter merchantOther;

    public RuleHits(MeterRegistry registry) {
        this.registry = registry;
        platformOther = counter(Ruleset.PLATFORM, MetricNames.OTHER);
        merchantOther = counter(MetricNames.OTHER, MetricNames.OTHER);
    }

    /** One evaluation of the scope's ruleset is over; a rule that fired more than once is one hit. */
    public void evaluated(String scope, List<Firing> firings) {
        if (firings.isEmpty()) {
            return;
        }
        Set<RuleDescription> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Firing firing : firings) {
            if (seen.add(firing.rule())) {
                hit(scope, firing.rule().name());
            }
        }
    }

    /** In how many decisions the rule fired since the start; empty if it would be counted among others. Never blocks. */
    public OptionalLong hits(String scope, String rule) {
        Map<String, Counter> ofScope = counters.getOrDefault(scope, Map.of());
        Counter counter = ofScope.get(rule);
        if (counter != null) {
            return OptionalLong.of((long) counter.count());
        }
        return hasRoom(scope, ofScope) ? OptionalLong.of(0) : OptionalLong.empty();
    }

    private boolean hasRoom(String scope, Map<String, Counter> ofScope) {
        return scope.equals(Ruleset.PLATFORM)
                ? platformSeries.get() < SERIES_MAX
                : merchantSeries.get() < SERIES_MAX && ofScope.size() < SERIES_OF_MERCHANT_MAX;
    }

    private void hit(String scope, String rule) {
        Map<String, Counter> ofScope = counters.get(scope);
        Counter known = ofScope == null ? null : ofScope.get(rule);
        (known == null ? admit(scope, rule) : known).increment();
    }

    private Counter admit(String scope, String rule) {
        boolean platform = scope.equals(Ruleset.PLATFORM);
        AtomicInteger series = platform ? platformSeries : merchantSeries;
        Map<String, Counter> ofScope = counters.getOrDefault(scope, Map.of());
        if (!platform && ofScope.size() >= SERIES_OF_MERCHANT_MAX) {
            return merchantOther;
        }
        if (series.get() >= SERIES_MAX || series.incrementAndGet() > SERIES_MAX) {
            return platform ? platformOther : merchantOther;
        }
        return counters.computeIfAbsent(scope, s -> new ConcurrentHashMap<>())
                .computeIfAbsent(rule, r -> counter(scope, r));
    }

    private Counter counter(String scope, String rule) {
        return registry.counter(MetricNames.RULE_HITS, MetricNames.SCOPE, scope, MetricNames.RULE, rule);
    }
}
