package io.riskgate.rules.compile;

import com.github.javaparser.ast.expr.LiteralExpr;
import com.github.javaparser.ast.expr.LiteralStringValueExpr;

/** Where the reading of one constraint stands in the ruleset's text. */
final class Cursor {

    private final String text;
    private final int textOffset;
    private int position;

    /** @param textOffset where {@code text} begins in the ruleset's text */
    Cursor(String text, int textOffset) {
        this.text = text;
        this.textOffset = textOffset;
    }

    /** The offset in the ruleset's text of what was read last. */
    int offset() {
        return textOffset + position;
    }

    /** Moves to the next place where the word stands; stays if there is none. */
    int advanceTo(String word) {
        int found = text.indexOf(word, position);
        if (found >= 0) {
            position = found;
        }
        return offset();
    }

    /** Back to the beginning, to walk over the constraint once more. */
    void restart() {
        position = 0;
    }

    int advanceTo(LiteralExpr literal) {
        return literal instanceof LiteralStringValueExpr valued ? advanceTo(valued.getValue()) : offset();
    }
}
