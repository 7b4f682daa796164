package io.riskgate.loadtest.baseline;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** What the baseline is given. */
@ConfigMapping(prefix = "baseline")
interface BaselineConfig {

    /** The directory of the rules, as the engine has it: {@code platform}, and one for each merchant; read at the start. */
    Path rules();

    /** The lists that rules look into, such as {@code baseline.lists.blocked_cards=fp-1,fp-2}; none if left out. */
    Map<String, Set<String>> lists();
}
