package io.riskgate.redis;

import java.io.Serial;

/** A server's error reply, as {@code WRONGTYPE Operation against a key ...}. */
public final class ErrorReply extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    ErrorReply(String message) {
        super(message);
    }

    /** The first word, as {@code WRONGTYPE}, {@code MOVED}, {@code OOM}. */
    public String code() {
        String message = String.valueOf(getMessage());
        int end = message.indexOf(' ');
        return end < 0 ? message : message.substring(0, end);
    }
}
