package io.riskgate.diagnosis;

/** How much a finding asks for, the least first. */
public enum Severity {
    /** Nothing is to be done. */
    OK,
    /** Worth knowing; nothing is to be done now. */
    NOTICE,
    /** It will hurt, or does already hurt some. */
    WARNING,
    /** It hurts now. */
    CRITICAL
}
