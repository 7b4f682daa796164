package io.riskgate.rules.compile;

import org.drools.drl.ast.descr.BaseDescr;

/** Where Drools' parser says that something stands. */
final class Positions {

    private Positions() {}

    /** The offset of what was parsed; Drools counts lines from 1 and columns from 0. */
    static int of(BaseDescr descr, SourceText source) {
        if (descr.getLine() < 1) {
            return Math.max(descr.getStartCharacter(), 0);
        }
        return source.offsetOf(descr.getLine(), descr.getColumn() + 1);
    }
}
