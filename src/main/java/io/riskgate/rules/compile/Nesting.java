package io.riskgate.rules.compile;

/** Measures how deep a text nests brackets, without parsing it. */
final class Nesting {

    private Nesting() {}

    /** The offset of the first bracket that is nested deeper than the bound, or -1; texts and comments are skipped. */
    static int firstDeeperThan(int depthMax, String text) {
        int depth = 0;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            switch (c) {
                case '(', '[', '{' -> {
                    if (++depth > depthMax) {
                        return i;
                    }
                }
                case ')', ']', '}' -> depth = Math.max(0, depth - 1);
                case '"', '\'' -> i = endOfText(text, i, c);
                case '/' -> i = endOfComment(text, i);
                default -> {}
            }
            i++;
        }
        return -1;
    }

    private static int endOfText(String text, int start, char quote) {
        for (int i = start + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == quote || c == '\n') {
                return i;
            }
            if (c == '\\') {
                i++;
            }
        }
        return text.length();
    }

    private static int endOfComment(String text, int start) {
        if (text.startsWith("//", start)) {
            return ending(text, "\n", start);
        }
        if (text.startsWith("/*", start)) {
            return ending(text, "*/", start + 2);
        }
        return start;
    }

    private static int ending(String text, String mark, int from) {
        int found = text.indexOf(mark, from);
        return found < 0 ? text.length() : found + mark.length() - 1;
    }
}
