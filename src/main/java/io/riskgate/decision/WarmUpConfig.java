package io.riskgate.decision;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long the engine warms up before it says that it is ready. */
@ConfigMapping(prefix = "riskgate")
public interface WarmUpConfig {

    /**
     * How long its decisions, the way to Redis where it is used and, once it is open, HTTP are tried out at most, each; 0 to {@link WarmUp#TIME_MAX}. With less, the first real
     * decisions are later.
     */
    @WithDefault("2s")
    Duration warmUp();
}
