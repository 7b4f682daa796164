package io.riskgate.cli;

/** Ends a command whose arguments cannot be used, with exit code 2. Has no stack trace: it is about what a user typed. */
final class WrongUsage extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WrongUsage(String message) {
        super(message, null, false, false);
    }
}
