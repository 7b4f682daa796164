package io.riskgate.start;

import io.riskgate.text.Nearest;
import java.util.List;
import java.util.Locale;

/**
 * The names of all options {@code riskgate.*}, for hints at what a misspelt one was meant to be; a {@code *} is a name that the operator gives.
 * They are in the classes of configuration, beside the code that they configure, and OptionNamesTest holds this list equal: reading them
 * from there at run time would take reflection.
 */
final class OptionNames {

    static final List<String> ALL = List.of(
            "riskgate.admin-key",
            "riskgate.backtest.running-max",
            "riskgate.backtest.threads",
            "riskgate.backtest.windows-share",
            "riskgate.budget",
            "riskgate.data-dir",
            "riskgate.diagnosis.flight-recorder",
            "riskgate.diagnosis.saturation-per-second",
            "riskgate.echo",
            "riskgate.idempotency.entries-max",
            "riskgate.idempotency.retention",
            "riskgate.journal.file-size-max",
            "riskgate.journal.retention",
            "riskgate.journal.sealed-retention",
            "riskgate.journal.sync-interval",
            "riskgate.jwt.audience",
            "riskgate.jwt.issuer",
            "riskgate.jwt.jwks",
            "riskgate.jwt.merchant-claim",
            "riskgate.jwt.refresh",
            "riskgate.jwt.scope-claim",
            "riskgate.kafka.bootstrap-servers",
            "riskgate.kafka.changes",
            "riskgate.kafka.decisions",
            "riskgate.kafka.options.*",
            "riskgate.kafka.usage",
            "riskgate.keys.required",
            "riskgate.limits.entries-max",
            "riskgate.limits.local-share",
            "riskgate.merchants.decline-at",
            "riskgate.merchants.fallback",
            "riskgate.merchants.masking",
            "riskgate.merchants.overrides.*.decline-at",
            "riskgate.merchants.overrides.*.fallback",
            "riskgate.merchants.overrides.*.review-at",
            "riskgate.merchants.plan",
            "riskgate.merchants.plans.*.burst",
            "riskgate.merchants.plans.*.per-second",
            "riskgate.merchants.plans.*.test-traffic",
            "riskgate.merchants.review-at",
            "riskgate.merchants.time-zone",
            "riskgate.merchants.trace-attributes",
            "riskgate.merchants.trace-sampling",
            "riskgate.node",
            "riskgate.redis.breaker.calls",
            "riskgate.redis.breaker.failure-ratio",
            "riskgate.redis.breaker.pause",
            "riskgate.redis.breaker.probes",
            "riskgate.redis.distinct-values-max",
            "riskgate.redis.prefix",
            "riskgate.redis.retention",
            "riskgate.redis.start-timeout",
            "riskgate.redis.timeout",
            "riskgate.redis.waiting-max",
            "riskgate.rules-dir",
            "riskgate.shards",
            "riskgate.statistics.minutes-kept",
            "riskgate.statistics.reasons-max",
            "riskgate.statistics.retention",
            "riskgate.statistics.rows-max",
            "riskgate.store",
            "riskgate.telemetry.merchants-max",
            "riskgate.tracing.endpoint",
            "riskgate.tracing.headers.*",
            "riskgate.tracing.queue-max",
            "riskgate.tracing.timeout",
            "riskgate.usage.surge",
            "riskgate.usage.weights.decision",
            "riskgate.usage.weights.redis-round-trip",
            "riskgate.usage.weights.rule-evaluation",
            "riskgate.usage.weights.upload",
            "riskgate.velocity.cells-max",
            "riskgate.velocity.distinct-values-max",
            "riskgate.velocity.distinct-values-total-max",
            "riskgate.velocity.groups-max",
            "riskgate.warm-up",
            "riskgate.webhooks.private-addresses",
            "riskgate.webhooks.timeout");

    private OptionNames() {}

    /** What the name was probably meant to be, as a sentence with a space before it; empty if there is none like it. */
    static String hint(String name) {
        return Nearest.to(name, ALL)
                .map(nearest -> " Did you mean " + nearest + "?")
                .orElse("");
    }

    /** The environment variable that sets an option; a {@code *} stays. */
    static String variable(String option) {
        return option.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9*]", "_");
    }
}
