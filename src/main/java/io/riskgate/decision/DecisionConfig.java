package io.riskgate.decision;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a decision may take. */
@ConfigMapping(prefix = "riskgate")
public interface DecisionConfig {

    /** From the parsed request to its answer; {@link Deadline#BUDGET_MIN} to {@link Deadline#BUDGET_MAX}. */
    @WithDefault("5ms")
    Duration budget();
}
