package io.riskgate.simulator;

/** Makes text from elsewhere safe for a terminal. */
final class Printable {

    private Printable() {}

    /** The text as one line of printable ASCII, a question mark for whatever is not, cut after so many characters. */
    static String line(String text, int charsMax) {
        String safe = text.replaceAll("\\s+", " ").replaceAll("[^ -~]", "?").strip();
        return safe.length() <= charsMax ? safe : safe.substring(0, charsMax) + "...";
    }
}
