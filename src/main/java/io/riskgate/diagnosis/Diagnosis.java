package io.riskgate.diagnosis;

import io.quarkus.arc.All;
import io.riskgate.telemetry.LogText;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Has all examinations made, one after the other, and sorts what they found. An examination that fails is a finding, too, so that it
 * keeps nobody from the others.
 *
 * <p>Thread-safe. Blocks; one diagnosis is made at a time, and whoever asks within {@link #KEPT} gets the last one, so that asking
 * again and again costs the engine little.
 */
@Singleton
public final class Diagnosis {

    static final Duration KEPT = Duration.ofSeconds(1);

    private static final Logger LOG = Logger.getLogger(Diagnosis.class);
    private static final Comparator<Finding> WORST_FIRST =
            Comparator.comparing(Finding::severity).reversed().thenComparing(Finding::id);

    private final List<Examination> examinations;
    private final Clock clock;
    private @Nullable DiagnosisReport last;
    private long lastNanos;

    Diagnosis(@All List<Examination> examinations, Clock clock) {
        this.examinations = List.copyOf(examinations);
        this.clock = clock;
    }

    /** What is found now. */
    public synchronized DiagnosisReport diagnose() {
        DiagnosisReport known = last;
        if (known != null && System.nanoTime() - lastNanos < KEPT.toNanos()) {
            return known;
        }
        List<Finding> findings = new ArrayList<>(examinations.size());
        for (Examination examination : examinations) {
            findings.add(examine(examination));
        }
        findings.sort(WORST_FIRST);
        Severity worst = findings.isEmpty() ? Severity.OK : findings.getFirst().severity();
        DiagnosisReport made = new DiagnosisReport(clock.instant(), worst, findings);
        last = made;
        lastNanos = System.nanoTime();
        return made;
    }

    private static Finding examine(Examination examination) {
        try {
            return examination.examine();
        } catch (RuntimeException failed) {
            LOG.warnf(LogText.of(failed), "The examination %s has failed", examination.id());
            return Finding.of(
                    examination.id(),
                    Severity.WARNING,
                    "This could not be examined: " + LogText.of(failed.getMessage()),
                    Numbers.none(),
                    List.of(),
                    "The log has the stack. What the other findings say holds all the same.");
        }
    }
}
