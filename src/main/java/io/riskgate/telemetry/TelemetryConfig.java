package io.riskgate.telemetry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much metrics tell apart. */
@ConfigMapping(prefix = "riskgate.telemetry")
interface TelemetryConfig {

    /** Merchants that have series of their own, 0 to {@link MerchantSeries#MERCHANTS_MAX}; all others are counted together. */
    @WithDefault("100")
    int merchantsMax();
}
