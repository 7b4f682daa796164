package io.riskgate.api;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whether decisions can be measured against a bare endpoint. */
@ConfigMapping(prefix = "riskgate")
interface EchoConfig {

    /** Whether {@code POST /v1/echo} answers. */
    @WithDefault("false")
    boolean echo();
}
