package io.riskgate.store;

/**
 * The engine must not start on what it has found. The message is a sentence for the operator, which says what was found, where, and
 * what can be done; it is all that is printed.
 */
public final class StartRefusedException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public StartRefusedException(String sentence) {
        super(sentence);
    }
}
