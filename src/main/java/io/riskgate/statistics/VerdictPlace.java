package io.riskgate.statistics;

import io.riskgate.model.Verdict;

/** Where a verdict has its number in arrays of one for each. Not for the disk, where verdicts go by name. */
final class VerdictPlace {

    static final int COUNT = Verdict.values().length;

    private VerdictPlace() {}

    static int of(Verdict verdict) {
        return switch (verdict) {
            case APPROVE -> 0;
            case REVIEW -> 1;
            case CHALLENGE -> 2;
            case DECLINE -> 3;
        };
    }
}
