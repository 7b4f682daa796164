package io.riskgate.ruletest;

/**
 * Something of a test's outcome that is not as expected.
 *
 * @param what the key of {@code expect}, such as {@code verdict}
 */
public record Mismatch(String what, String expected, String actual) {}
