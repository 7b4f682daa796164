package io.riskgate.backtest;

/** Gets out of a reader that nobody can tell to stop. Has no stack trace, since it is no failure. */
final class Stopped extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Stopped() {
        super("stopped", null, false, false);
    }
}
