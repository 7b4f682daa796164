package io.riskgate.store.redis;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * {@link RedisConfig}, checked.
 *
 * @param timeout the share of a decision's budget
 * @param retention of a checkout's mark
 */
record RedisSettings(
        String prefix,
        Duration timeout,
        int waitingMax,
        Duration retention,
        int distinctValuesMax,
        Duration startTimeout,
        int breakerCalls,
        double breakerFailureRatio,
        Duration breakerPause,
        int breakerProbes) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    /** @throws IllegalArgumentException naming the option that is out of its range */
    RedisSettings {
        if (!NAME.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "riskgate.redis.prefix must be 1 to 64 letters, digits, _, . or -, not '" + prefix + "'");
        }
        require("timeout", timeout, Duration.ofNanos(100_000), Duration.ofSeconds(1));
        require("waiting-max", waitingMax, 1, 10_000);
        require("retention", retention, Duration.ofMinutes(1), Duration.ofDays(30));
        require("distinct-values-max", distinctValuesMax, 1, 10_000);
        require("start-timeout", startTimeout, Duration.ofSeconds(1), Duration.ofMinutes(10));
        require("breaker.calls", breakerCalls, 2, 10_000);
        if (!(breakerFailureRatio > 0 && breakerFailureRatio <= 1)) {
            throw new IllegalArgumentException(
                    "riskgate.redis.breaker.failure-ratio must be above 0 and at most 1, not " + breakerFailureRatio);
        }
        require("breaker.pause", breakerPause, Duration.ofMillis(10), Duration.ofMinutes(1));
        require("breaker.probes", breakerProbes, 1, 1_000);
    }

    static RedisSettings of(RedisConfig config) {
        return new RedisSettings(
                config.prefix(),
                config.timeout(),
                config.waitingMax(),
                config.retention(),
                config.distinctValuesMax(),
                config.startTimeout(),
                config.breaker().calls(),
                config.breaker().failureRatio(),
                config.breaker().pause(),
                config.breaker().probes());
    }

    private static void require(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "riskgate.redis." + option + " must be " + min + " to " + max + ", not " + value);
        }
    }

    private static void require(String option, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(
                    "riskgate.redis." + option + " must be " + min + " to " + max + ", not " + value);
        }
    }
}
