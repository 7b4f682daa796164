package io.riskgate.diagnosis;

/** One look at one thing. Thread-safe; may block, but for less than half a second, and never throws for what it finds. */
interface Examination {

    /** What its finding is called. */
    String id();

    /** What is found; {@link Severity#OK} where all is well, or too little is known to say otherwise. */
    Finding examine();
}
