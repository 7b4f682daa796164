package io.riskgate.cli;

/** Numbers of things, as text. */
final class Count {

    private Count() {}

    /** Such as {@code 1 rule}, {@code no rules}. */
    static String of(long number, String thing) {
        return (number == 0 ? "no" : Long.toString(number)) + " " + thing + (number == 1 ? "" : "s");
    }
}
