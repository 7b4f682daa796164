package io.riskgate.diagnosis;

/**
 * What the engine has counted, since it started or in some time. Immutable.
 *
 * @param decisions that were answered
 * @param failures tasks and sets of rules that threw
 * @param dropped entries that the journal did not take
 */
record EngineCounts(long decisions, long failures, long dropped) {

    static final EngineCounts NONE = new EngineCounts(0, 0, 0);

    EngineCounts plus(EngineCounts more) {
        return new EngineCounts(decisions + more.decisions, failures + more.failures, dropped + more.dropped);
    }

    EngineCounts since(EngineCounts before) {
        return new EngineCounts(decisions - before.decisions, failures - before.failures, dropped - before.dropped);
    }
}
