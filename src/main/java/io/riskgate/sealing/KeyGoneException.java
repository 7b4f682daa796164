package io.riskgate.sealing;

import java.io.IOException;

/** The key of the day is not there, so what it sealed is forgotten. */
public final class KeyGoneException extends IOException {

    private static final long serialVersionUID = 1L;

    KeyGoneException(String day) {
        super("is sealed by the key of " + day + ", which is not there");
    }
}
