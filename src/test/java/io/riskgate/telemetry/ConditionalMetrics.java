package io.riskgate.telemetry;

import java.util.Map;
import java.util.Set;

/** Metrics, with their labels, that dashboards and rules ask for and an engine by itself does not have. */
public final class ConditionalMetrics {

    /** Where nodes share Redis, from the start. */
    public static final Map<String, Set<String>> WITH_REDIS = Map.of(
            "riskgate_redis_breaker_open", Set.of(),
            "riskgate_redis_breaker_openings_total", Set.of(),
            "riskgate_redis_connected", Set.of(),
            "riskgate_redis_backlog_seconds", Set.of(),
            "riskgate_redis_round_trips_total", Set.of(),
            "riskgate_redis_duration_seconds_bucket", Set.of("le"));

    /** There, from the first decision on that had to do without Redis. */
    public static final Map<String, Set<String>> WITHOUT_AN_ANSWER_OF_REDIS =
            Map.of("riskgate_redis_missing_total", Set.of("reason"));

    /** Where brokers are configured. */
    static final Map<String, Set<String>> WITH_KAFKA = Map.of(
            "riskgate_kafka_failing", Set.of(),
            "riskgate_kafka_usage_failing", Set.of());

    /** Prometheus' own. */
    static final Map<String, Set<String>> OF_PROMETHEUS =
            Map.of("up", Set.of(), "ALERTS", Set.of("alertname", "alertstate", "severity"));

    private ConditionalMetrics() {}
}
