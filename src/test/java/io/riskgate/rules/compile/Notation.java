package io.riskgate.rules.compile;

/**
 * The notation of hostile texts: {@code «U+202E»} is that character, {@code «100 * x»} is x a hundred times, and in it
 * {@code «#»} is the number of the time.
 */
final class Notation {

    private static final char OPEN = '«';
    private static final char CLOSE = '»';
    private static final String TIMES = " * ";

    private Notation() {}

    static String expand(String text) {
        StringBuilder expanded = new StringBuilder();
        expand(text, "", expanded);
        return expanded.toString();
    }

    private static void expand(String text, String number, StringBuilder into) {
        int from = 0;
        int open;
        while ((open = text.indexOf(OPEN, from)) >= 0) {
            into.append(text, from, open);
            int close = closing(text, open);
            expandOne(text.substring(open + 1, close), number, into);
            from = close + 1;
        }
        into.append(text, from, text.length());
    }

    private static void expandOne(String inner, String number, StringBuilder into) {
        if (inner.equals("#")) {
            into.append(number);
        } else if (inner.startsWith("U+")) {
            into.appendCodePoint(Integer.parseInt(inner.substring(2), 16));
        } else {
            int star = inner.indexOf(TIMES);
            int times = Integer.parseInt(inner.substring(0, star));
            String body = inner.substring(star + TIMES.length());
            for (int i = 0; i < times; i++) {
                expand(body, String.valueOf(i), into);
            }
        }
    }

    private static int closing(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            depth += text.charAt(i) == OPEN ? 1 : text.charAt(i) == CLOSE ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException("« without » in " + text);
    }
}
