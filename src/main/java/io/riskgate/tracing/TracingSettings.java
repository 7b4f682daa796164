package io.riskgate.tracing;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Where traces go, checked.
 *
 * @param endpoint the whole address that spans are posted to
 * @param headers to send along
 * @param timeout for one attempt to send
 * @param queueMax how many decisions may wait to be sent
 */
public record TracingSettings(URI endpoint, Map<String, String> headers, Duration timeout, int queueMax) {

    static final Duration TIMEOUT_MIN = Duration.ofMillis(10);
    static final Duration TIMEOUT_MAX = Duration.ofMinutes(1);
    static final int QUEUE_MAX = 100_000;

    private static final String PREFIX = "riskgate.tracing";
    private static final String PATH = "/v1/traces";

    /** @throws IllegalArgumentException naming the option that has a bad value */
    public TracingSettings {
        headers = Map.copyOf(headers);
        if (timeout.compareTo(TIMEOUT_MIN) < 0 || timeout.compareTo(TIMEOUT_MAX) > 0) {
            throw new IllegalArgumentException(PREFIX + ".timeout must be " + TIMEOUT_MIN.toMillis() + "ms to "
                    + TIMEOUT_MAX.toSeconds() + "s, not " + timeout);
        }
        if (queueMax < 1 || queueMax > QUEUE_MAX) {
            throw new IllegalArgumentException(PREFIX + ".queue-max must be 1 to " + QUEUE_MAX + ", not " + queueMax);
        }
    }

    /** Empty if there is no receiver. */
    static Optional<TracingSettings> of(TracingConfig config) {
        return config.endpoint()
                .map(text ->
                        new TracingSettings(endpoint(text), config.headers(), config.timeout(), config.queueMax()));
    }

    private static URI endpoint(String text) {
        try {
            URI uri = new URI(text);
            boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (isHttp && uri.getHost() != null) {
                String path = uri.getRawPath();
                return path.isEmpty() || path.equals("/") ? uri.resolve(PATH) : uri;
            }
        } catch (URISyntaxException none) {
            // Said below, as of one with another scheme.
        }
        // Without the text: a password may be in it.
        throw new IllegalArgumentException(
                PREFIX + ".endpoint must be an http or https address such as http://collector:4318");
    }
}
