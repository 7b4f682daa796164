package io.riskgate.diagnosis;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.OptionalLong;

/** What the diagnosis is to know and to watch. */
@ConfigMapping(prefix = "riskgate.diagnosis")
interface DiagnosisConfig {

    /**
     * Decisions a second at which this node is saturated, as {@code ./riskgate loadtest} has found on such a machine; 1 to {@link
     * Saturation#PER_SECOND_MAX}. Without it saturation is estimated from the processor time of a decision.
     */
    OptionalLong saturationPerSecond();

    /** Whether the JVM's flight recorder is asked for the collector's pauses. Without it they are known to the millisecond. */
    @WithDefault("true")
    boolean flightRecorder();
}
