package io.riskgate.lists;

/** A change of a list would break a limit, which the message names; nothing was changed. */
public final class ListLimitException extends Exception {

    private static final long serialVersionUID = 1L;

    ListLimitException(String message) {
        super(message, null, false, false);
    }
}
