package io.riskgate.store;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What several nodes share cannot be reached. What was asked for is not done, or will show to be done later. */
public final class StoreUnavailableException extends UncheckedIOException {

    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message, Throwable cause) {
        super(message, new IOException(message, cause));
    }
}
