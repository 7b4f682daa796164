package io.riskgate.loadtest.report;

/**
 * Something to reach, and whether it was.
 *
 * @param what in words, such as {@code P99 at half of saturation}
 * @param goal such as {@code < 5 ms}
 * @param measured such as {@code 1.94 ms}
 */
public record Goal(String what, String goal, String measured, boolean met) {}
