package io.riskgate.webhook;

import java.time.Duration;

/**
 * How merchants are told, checked.
 *
 * @param privateAddresses whether addresses that are not of the internet are allowed
 * @param timeout for one attempt
 * @param backoffMin about how long after the first attempt the second follows; twice as long after each more
 * @param backoffMax beyond which the time between attempts does not grow
 */
record WebhookSettings(boolean privateAddresses, Duration timeout, Duration backoffMin, Duration backoffMax) {

    static final Duration TIMEOUT_MAX = Duration.ofMinutes(1);

    private static final Duration BACKOFF_MIN = Duration.ofSeconds(2);
    private static final Duration BACKOFF_MAX = Duration.ofHours(1);

    /** @throws IllegalArgumentException naming the option that has a bad value */
    WebhookSettings {
        if (timeout.toMillis() < 1 || timeout.compareTo(TIMEOUT_MAX) > 0) {
            throw new IllegalArgumentException(
                    "riskgate.webhooks.timeout must be 1ms to " + TIMEOUT_MAX.toSeconds() + "s, not " + timeout);
        }
    }

    static WebhookSettings of(WebhookConfig config) {
        return new WebhookSettings(config.privateAddresses(), config.timeout(), BACKOFF_MIN, BACKOFF_MAX);
    }
}
