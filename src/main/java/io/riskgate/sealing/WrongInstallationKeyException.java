package io.riskgate.sealing;

import java.io.IOException;
import java.nio.file.Path;

/** A day's key does not open with the installation's: nothing can be sealed or opened until the right one is back. */
public final class WrongInstallationKeyException extends IOException {

    private static final long serialVersionUID = 1L;

    WrongInstallationKeyException(Path file) {
        super(file + " does not open with " + InstallationKey.FILE + ": it was made with another one, or was changed");
    }
}
