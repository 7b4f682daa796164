package io.riskgate.shard;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the work is spread. */
@ConfigMapping(prefix = "riskgate")
interface ShardConfig {

    /**
     * Number of shards, 1 to {@link Shards#SHARDS_MAX}; several times the event loops, so that two of them seldom want the same
     * shard. The limits of the windows are divided by it.
     */
    @WithDefault("8")
    int shards();
}
