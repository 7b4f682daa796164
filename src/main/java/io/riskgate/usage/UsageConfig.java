package io.riskgate.usage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** What usage comes to in units, by which an operator can bill. See {@link Tariff}. */
@ConfigMapping(prefix = "riskgate.usage")
interface UsageConfig {

    /** What one of each weighs. */
    Weights weights();

    /**
     * From which rate on decisions weigh more, as {@code 100:1.5,1000:2}: what an hour has beyond 100 decisions a second weighs 1.5 times
     * as much, what it has beyond 1,000 twice. Rates rise; at most {@link Tariff#STEPS_MAX} steps.
     */
    Optional<List<String>> surge();

    /** Decimals from 0 to {@link Tariff#NUMBER_MAX}. */
    interface Weights {

        /** Of a decision. */
        @WithDefault("1")
        String decision();

        /** Of a rule that a decision rests on. */
        @WithDefault("0")
        String ruleEvaluation();

        /** Of a ruleset that is made active. */
        @WithDefault("0")
        String upload();

        /** Of a round trip to Redis. */
        @WithDefault("0")
        String redisRoundTrip();
    }
}
