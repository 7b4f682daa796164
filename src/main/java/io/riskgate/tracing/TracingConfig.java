package io.riskgate.tracing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Where traces go. Which decisions are traced is the merchants' ({@code riskgate.merchants.trace-sampling}). */
@ConfigMapping(prefix = "riskgate.tracing")
interface TracingConfig {

    /**
     * A receiver of OTLP over HTTP, such as {@code http://collector:4318}; {@code /v1/traces} is added if it has no path. Without
     * one nothing is traced, and nothing is started.
     */
    Optional<String> endpoint();

    /** Headers to send along, such as {@code authorization}. */
    Map<String, String> headers();

    /** For one attempt to send, 10 ms to {@link TracingSettings#TIMEOUT_MAX}. */
    @WithDefault("10s")
    Duration timeout();

    /** Decisions that wait to be sent, 1 to {@link TracingSettings#QUEUE_MAX}; the spans of more are dropped and counted. */
    @WithDefault("2048")
    int queueMax();
}
