package io.riskgate.sealing;

import java.io.IOException;

/** The installation's key is not there, or is another one: nothing can be sealed or opened until the right one is back. */
public final class WrongInstallationKeyException extends IOException {

    private static final long serialVersionUID = 1L;

    WrongInstallationKeyException(String sentence) {
        super(sentence);
    }
}
