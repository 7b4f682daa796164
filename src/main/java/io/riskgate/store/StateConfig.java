package io.riskgate.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Where the state is kept. */
@ConfigMapping(prefix = "riskgate")
public interface StateConfig {

    /** The directory of all that must survive a restart; made if it is missing. */
    @WithDefault("data")
    Path dataDir();

    /**
     * Who keeps the state: {@code embedded}, this node alone, in its memory and its files; {@code redis}, all nodes
     * together, in the Redis that {@code quarkus.redis.hosts} names.
     */
    @WithDefault("embedded")
    Kind store();

    /**
     * What this node is called among those that share the state: 1 to 64 letters, digits, {@code _}, {@code .} or {@code -}.
     * By default the host's name and a random number.
     */
    Optional<String> node();

    /** The kinds of stores. */
    enum Kind {
        EMBEDDED,
        REDIS
    }
}
