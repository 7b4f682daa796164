package io.riskgate.journal;

import java.util.List;

/**
 * What an audit of the journal's files found.
 *
 * @param entries lines of the chain
 * @param first the number of the first one; 0 if there is none. Earlier ones were in files that are not here
 * @param last the number of the last one
 * @param digest of the last one, to be kept elsewhere
 * @param unchained lines from before there was a chain
 * @param repeated lines that a failing disk has had written twice
 * @param tampered how many findings there are that no crash explains
 * @param findings the first {@link #FINDINGS_MAX}
 */
public record AuditReport(
        int files,
        long entries,
        long first,
        long last,
        String digest,
        long unchained,
        long repeated,
        long tampered,
        List<AuditFinding> findings) {

    public static final int FINDINGS_MAX = 100;

    public AuditReport {
        findings = List.copyOf(findings);
    }

    /** Whether all is as it was written. */
    public boolean ok() {
        return tampered == 0;
    }
}
