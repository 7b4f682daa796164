package io.riskgate.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a checkout's first answer is remembered. */
@ConfigMapping(prefix = "riskgate.idempotency")
interface IdempotencyConfig {

    /** Answers that are remembered at most, 1 to {@link LocalIdempotency#ENTRIES_MAX}; beyond it the oldest is forgotten early. */
    @WithDefault("200000")
    int entriesMax();

    /** How long an answer is remembered, 1 s to 365 d. */
    @WithDefault("24h")
    Duration retention();
}
