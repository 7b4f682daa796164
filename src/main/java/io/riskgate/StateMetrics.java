package io.riskgate;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.riskgate.lists.NamedLists;
import io.riskgate.outcome.RulePerformance;
import io.riskgate.statistics.StatisticsMeter;
import io.riskgate.telemetry.MetricNames;
import io.riskgate.usage.UsageMeter;
import io.riskgate.velocity.LocalVelocities;
import jakarta.enterprise.event.Observes;

/** Shows how full the memory of this node is, beside its limits. */
final class StateMetrics {

    private StateMetrics() {}

    static void register(
            @Observes StartupEvent start,
            LocalVelocities velocities,
            NamedLists lists,
            UsageMeter usage,
            RulePerformance performance,
            StatisticsMeter statistics,
            MeterRegistry registry) {
        Gauge.builder(MetricNames.VELOCITY_GROUPS, velocities, LocalVelocities::groups)
                .description("Groups that are counted, such as one card at one merchant")
                .register(registry);
        Gauge.builder(MetricNames.VELOCITY_CELLS, velocities, LocalVelocities::cells)
                .description("Cells of the groups' timelines")
                .register(registry);
        Gauge.builder(MetricNames.VELOCITY_DISTINCT_VALUES, velocities, LocalVelocities::distinctValues)
                .description("Different values that are told apart")
                .register(registry);
        Gauge.builder(MetricNames.LIST_ENTRIES, lists, NamedLists::entriesTotal)
                .description("Entries of all lists")
                .register(registry);
        Gauge.builder(MetricNames.LIST_BYTES, lists, NamedLists::bytesTotal)
                .description("What the entries of all lists take of the heap, as it is estimated")
                .register(registry);
        Gauge.builder(MetricNames.PERFORMANCE_ROWS, performance, RulePerformance::rows)
                .description("Rules' and verdicts' days that are counted")
                .register(registry);
        Gauge.builder(MetricNames.USAGE_HOURS, usage, UsageMeter::rows)
                .description("Merchants' hours in memory whose usage is counted")
                .register(registry);
        Gauge.builder(MetricNames.STATISTICS_MINUTES, statistics, StatisticsMeter::rows)
                .description("Merchants' minutes in memory of which there are statistics")
                .register(registry);
    }
}
