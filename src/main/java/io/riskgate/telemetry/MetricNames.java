package io.riskgate.telemetry;

/** The metrics by name, each with its unit and its tags. */
public final class MetricNames {

    /** Timer, seconds: from the parsed request to its answer. */
    public static final String DECISION_DURATION = "riskgate.decision.duration";

    /** Counter, decisions that were answered; tag {@link #VERDICT}. Replays are not in it. */
    public static final String DECISIONS = "riskgate.decisions";

    /** Counter, decisions that were made with something missing; tag {@link #KIND}. */
    public static final String DEGRADED = "riskgate.decisions.degraded";

    /** Counter, requests that got the answer of an earlier one. */
    public static final String REPLAYS = "riskgate.decisions.replayed";

    /** Counter, answered decisions that the journal did not take. */
    public static final String UNJOURNALLED = "riskgate.decisions.unjournalled";

    /** Counter, checkouts that were refused since their merchant had too many. */
    public static final String QUOTA_EXCEEDED = "riskgate.quota.exceeded";

    /** Timer, seconds: as {@link #DECISION_DURATION}, of one merchant; tag {@link #MERCHANT}. */
    public static final String MERCHANT_DECISION_DURATION = "riskgate.merchant.decision.duration";

    /** Counter, as {@link #DECISIONS}; tags {@link #MERCHANT}, {@link #VERDICT}. */
    public static final String MERCHANT_DECISIONS = "riskgate.merchant.decisions";

    /** Counter, as {@link #DEGRADED}; tags {@link #MERCHANT}, {@link #KIND}. */
    public static final String MERCHANT_DEGRADED = "riskgate.merchant.decisions.degraded";

    /** Counter, as {@link #QUOTA_EXCEEDED}; tag {@link #MERCHANT}. */
    public static final String MERCHANT_QUOTA_EXCEEDED = "riskgate.merchant.quota.exceeded";

    /** Counter, decisions in which a rule fired; tags {@link #SCOPE}, {@link #RULE}. */
    public static final String RULE_HITS = "riskgate.rule.hits";

    /** Gauge, decisions that wait; tag {@link #SHARD}. */
    public static final String SHARD_QUEUE_DEPTH = "riskgate.shard.queue.depth";

    /** Counter, checkouts that a shard has worked on; tag {@link #SHARD}. */
    public static final String SHARD_DECISIONS = "riskgate.shard.decisions";

    /** Counter, tasks and rule sessions that threw; tag {@link #SHARD}. */
    public static final String SHARD_FAILURES = "riskgate.shard.failures";

    /** Counter, texts that were to become active; tags {@link #RESULT}, {@link #SOURCE}. */
    public static final String RULESET_PUBLICATIONS = "riskgate.ruleset.publications";

    /** Timer, seconds: checking, compiling and trying a text. */
    public static final String RULESET_COMPILE = "riskgate.ruleset.compile";

    /** Gauge, scopes with an active ruleset. */
    public static final String RULESET_SCOPES = "riskgate.ruleset.scopes";

    /** Gauge, scopes whose last publication was refused: alert on it. */
    public static final String RULESET_FAILED = "riskgate.ruleset.failed";

    /** Gauge, versions that are tried beside the active one of their scope. */
    public static final String RULESET_TRIALS = "riskgate.ruleset.trials";

    /** Counter, canaries that were retired since they were past a limit; tag {@link #REASON}. */
    public static final String RULESET_ROLLBACKS = "riskgate.ruleset.rollbacks";

    /** Gauge, groups that velocity counts. */
    public static final String VELOCITY_GROUPS = "riskgate.velocity.groups";

    /** Gauge, cells of their timelines. */
    public static final String VELOCITY_CELLS = "riskgate.velocity.cells";

    /** Gauge, different values that velocity tells apart. */
    public static final String VELOCITY_DISTINCT_VALUES = "riskgate.velocity.distinct.values";

    /** Gauge, entries of all lists. */
    public static final String LIST_ENTRIES = "riskgate.list.entries";

    /** Gauge, what these take of the heap, estimated. */
    public static final String LIST_BYTES = "riskgate.list.bytes";

    /** Gauge, amounts in memory that count against limits. */
    public static final String LIMIT_ENTRIES = "riskgate.limit.entries";

    /** Counter, lines of the journal that Kafka has acknowledged; only where brokers are configured. */
    public static final String KAFKA_SENT = "riskgate.kafka.sent";

    /** Gauge: 1 while the journal cannot be sent to Kafka. */
    public static final String KAFKA_FAILING = "riskgate.kafka.failing";

    /** Gauge: 1 while usage cannot be told to Kafka; only where brokers are configured. */
    public static final String KAFKA_USAGE_FAILING = "riskgate.kafka.usage.failing";

    /** Gauge, entries of the journal that are not written yet. */
    public static final String JOURNAL_QUEUED = "riskgate.journal.queued";

    /** Gauge, seconds: the age of the oldest of them. */
    public static final String JOURNAL_LAG = "riskgate.journal.lag";

    /** Gauge, 1 while the journal can be written, else 0: alert on it. */
    public static final String JOURNAL_HEALTHY = "riskgate.journal.healthy";

    /** Timer, seconds: how long the disk took to make written entries durable. */
    public static final String JOURNAL_SYNC = "riskgate.journal.sync";

    /** Gauge, bytes that the journal's disk has room for. */
    public static final String JOURNAL_DISK_FREE = "riskgate.journal.disk.free";

    /** Counter, entries written. */
    public static final String JOURNAL_WRITTEN = "riskgate.journal.written";

    /** Counter, entries that were not taken. */
    public static final String JOURNAL_DROPPED = "riskgate.journal.dropped";

    /** Gauge, merchants' hours in memory whose usage is counted. */
    public static final String USAGE_HOURS = "riskgate.usage.hours";

    /** Counter, outcomes that were told, those of reviews too; tag {@link #KIND}. */
    public static final String OUTCOMES = "riskgate.outcomes";

    /** Gauge, rows in memory of how rules and rulesets did. */
    public static final String PERFORMANCE_ROWS = "riskgate.performance.rows";

    /** Gauge, decisions that wait for a person. */
    public static final String REVIEWS_WAITING = "riskgate.reviews.waiting";

    /** Counter, decisions that were to be reviewed and were forgotten for want of room: alert on it. */
    public static final String REVIEWS_FORGOTTEN = "riskgate.reviews.forgotten";

    /** Gauge, answers of reviews that merchants are still to be told. */
    public static final String WEBHOOK_PENDING = "riskgate.webhook.pending";

    /** Counter, attempts to tell one; tag {@link #RESULT}. */
    public static final String WEBHOOK_ATTEMPTS = "riskgate.webhook.attempts";

    /** Counter, answers that no merchant is told until the next start, for want of room: alert on it. */
    public static final String WEBHOOK_DROPPED = "riskgate.webhook.dropped";

    /** Gauge, merchants' minutes in memory of which there are statistics. */
    public static final String STATISTICS_MINUTES = "riskgate.statistics.minutes";

    /** Counter, spans of decisions that are traced; tag {@link #RESULT}: {@code sent}, {@code dropped}, {@code failed}. */
    public static final String TRACING_SPANS = "riskgate.tracing.spans";

    /** Scripts that decisions sent to Redis. */
    public static final String REDIS_ROUND_TRIPS = "riskgate.redis.round.trips";

    /** Decisions that had to do without Redis, by {@link #REASON}. */
    public static final String REDIS_MISSING = "riskgate.redis.missing";

    /** Timer, seconds: from such a script to its answer, however late that is; what is never answered is not in it. */
    public static final String REDIS_DURATION = "riskgate.redis.duration";

    /** 1 while the breaker is not closed. */
    public static final String REDIS_BREAKER_OPEN = "riskgate.redis.breaker.open";

    /** Counter, how often the breaker opened, after a try that failed too. */
    public static final String REDIS_BREAKER_OPENINGS = "riskgate.redis.breaker.openings";

    /** 1 while there is a connection. */
    public static final String REDIS_CONNECTED = "riskgate.redis.connected";

    /** Gauge, seconds: the age of the oldest decision that Redis may lack, 0 if it has all. */
    public static final String REDIS_BACKLOG = "riskgate.redis.backlog";

    /** Decisions that were counted into Redis from the journal. */
    public static final String REDIS_RESTORED = "riskgate.redis.restored";

    /** Gauge, bytes of the machine's memory that the process has: the heap and all else. */
    public static final String MEMORY_RESIDENT = "riskgate.memory.resident";

    /** Gauge, bytes of the heap that are in use, garbage that is not collected yet among them. */
    public static final String HEAP_USED = "riskgate.heap.used";

    /** Gauge, bytes that the heap may have. */
    public static final String HEAP_MAX = "riskgate.heap.max";

    public static final String MERCHANT = "merchant";
    public static final String REASON = "reason";
    public static final String VERDICT = "verdict";
    public static final String KIND = "kind";
    public static final String SCOPE = "scope";
    public static final String RULE = "rule";
    public static final String SHARD = "shard";
    public static final String RESULT = "result";
    public static final String SOURCE = "source";

    /** The value of a tag that stands for all values beyond its limit. */
    public static final String OTHER = "other";

    private MetricNames() {}
}
