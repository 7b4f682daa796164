package io.riskgate.diagnosis;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How many decisions a second this node can make: what its operator has measured, else an estimate. The estimate is what the processors
 * have to give, divided by what the process used for each decision of the last hour, with all that it does besides. So it is too low
 * while there is little traffic, and too high where other processes need the processors, too. Thread-safe; never blocks.
 */
@Startup
@Singleton
final class Saturation {

    static final long PER_SECOND_MAX = 10_000_000;

    private static final Duration LOOKED_BACK = Duration.ofHours(1);
    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * Decisions a second.
     *
     * @param isMeasured whether it is the operator's, else it is estimated
     */
    record Rate(double perSecond, boolean isMeasured) {

        /** How it is known, for a sentence. */
        String source() {
            return isMeasured ? "measured" : "estimated";
        }
    }

    private final OptionalLong measured;
    private final ProcessWatch process;
    private final Clock clock;

    /** @throws IllegalArgumentException if {@code riskgate.diagnosis.saturation-per-second} is out of its range */
    Saturation(DiagnosisConfig config, ProcessWatch process, Clock clock) {
        this.measured = config.saturationPerSecond();
        this.process = process;
        this.clock = clock;
        measured.ifPresent(perSecond -> {
            if (perSecond < 1 || perSecond > PER_SECOND_MAX) {
                throw new IllegalArgumentException("riskgate.diagnosis.saturation-per-second must be 1 to "
                        + PER_SECOND_MAX + ", not " + perSecond);
            }
        });
    }

    /** Empty where nobody has measured it and there were too few decisions to estimate it by. */
    Optional<Rate> rate() {
        return rate(
                measured,
                process.load(clock.instant().minus(LOOKED_BACK)),
                Runtime.getRuntime().availableProcessors());
    }

    static Optional<Rate> rate(OptionalLong measured, ProcessLoad load, int processors) {
        if (measured.isPresent()) {
            return Optional.of(new Rate(measured.getAsLong(), true));
        }
        OptionalDouble cpuNanos = load.cpuNanosPerDecision();
        return cpuNanos.isEmpty()
                ? Optional.empty()
                : Optional.of(new Rate(processors * NANOS_PER_SECOND / cpuNanos.getAsDouble(), false));
    }
}
