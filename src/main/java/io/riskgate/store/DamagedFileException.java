package io.riskgate.store;

import java.io.IOException;

/** A file of the data directory is not as it was written; the message names it and says what is wrong. */
public final class DamagedFileException extends IOException {

    private static final long serialVersionUID = 1L;

    public DamagedFileException(String sentence) {
        super(sentence);
    }

    public DamagedFileException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
