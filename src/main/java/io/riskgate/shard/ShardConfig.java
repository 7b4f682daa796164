package io.riskgate.shard;

import io.smallrye.config.ConfigMapping;
import java.util.OptionalInt;

/** How the work is spread. */
@ConfigMapping(prefix = "riskgate")
interface ShardConfig {

    /** Number of shards, 1 to {@link Shards#SHARDS_MAX}; by default one for each core. */
    OptionalInt shards();
}
