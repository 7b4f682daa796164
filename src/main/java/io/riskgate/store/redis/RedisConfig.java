package io.riskgate.store.redis;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How Redis is used where {@code riskgate.store=redis}; where it is, is told by {@code quarkus.redis.*}. */
@ConfigMapping(prefix = RedisConfig.PREFIX)
interface RedisConfig {

    String PREFIX = "riskgate.redis";

    /** What all keys begin with, so that several installations can share a Redis. */
    @WithDefault("riskgate")
    String prefix();

    /** The share of a decision's budget that Redis gets, 100 us to 1 s. */
    @WithDefault("2ms")
    Duration timeout();

    /** How many decisions may wait for Redis at once, 1 to 10,000; those beyond decide on this node's own windows. */
    @WithDefault("512")
    int waitingMax();

    /** How long a checkout's id and its answer are kept, 1 m to 30 d. */
    @WithDefault("24h")
    Duration retention();

    /** Different values that one DISTINCT of one group can tell apart, 1 to 10,000. */
    @WithDefault("1000")
    int distinctValuesMax();

    /** How long a start waits for Redis, 1 s to 10 m. */
    @WithDefault("30s")
    Duration startTimeout();

    Breaker breaker();

    /** When Redis is left alone for a while. A call that is late counts as one that failed. */
    interface Breaker {

        /** Over how many of the last calls failures are counted, 2 to 10,000. */
        @WithDefault("40")
        int calls();

        /** Which part of them opens the breaker, above 0, at most 1. */
        @WithDefault("0.8")
        double failureRatio();

        /** How long it then stays open before Redis is tried again, 10 ms to 1 m. */
        @WithDefault("250ms")
        Duration pause();

        /** How many tries in a row must succeed until it closes, 1 to 1,000. */
        @WithDefault("3")
        int probes();
    }
}
