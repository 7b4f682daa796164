package io.riskgate.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How merchants are told what their reviews came to. */
@ConfigMapping(prefix = "riskgate.webhooks")
interface WebhookConfig {

    /** Whether a webhook may be on this machine, or in a network that is not the internet. */
    @WithDefault("false")
    boolean privateAddresses();

    /** For one attempt, from the look-up of its address to the status; {@link WebhookSettings#TIMEOUT_MAX} at most. */
    @WithDefault("10s")
    Duration timeout();
}
