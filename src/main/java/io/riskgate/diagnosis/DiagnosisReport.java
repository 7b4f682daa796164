package io.riskgate.diagnosis;

import java.time.Instant;
import java.util.List;

/**
 * All that was found on this node.
 *
 * @param severity of the worst finding
 * @param findings the worst first; one of each examination
 */
public record DiagnosisReport(Instant at, Severity severity, List<Finding> findings) {

    public DiagnosisReport {
        findings = List.copyOf(findings);
    }
}
