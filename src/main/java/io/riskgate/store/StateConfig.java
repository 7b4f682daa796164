package io.riskgate.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Where the state is kept. */
@ConfigMapping(prefix = "riskgate")
public interface StateConfig {

    /** The directory of all that must survive a restart; made if it is missing. */
    @WithDefault("data")
    Path dataDir();

    /** Who keeps the state: {@code embedded}, this node alone, in its memory and its files. */
    @WithDefault("embedded")
    Kind store();

    /** The kinds of stores. */
    enum Kind {
        EMBEDDED
    }
}
