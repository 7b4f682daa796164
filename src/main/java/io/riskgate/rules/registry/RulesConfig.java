package io.riskgate.rules.registry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Where rule files are. */
@ConfigMapping(prefix = "riskgate")
interface RulesConfig {

    /** The directory that is watched: a subdirectory for each scope. It need not exist. */
    @WithDefault("rules")
    Path rulesDir();
}
