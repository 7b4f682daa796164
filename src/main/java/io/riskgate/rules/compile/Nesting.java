package io.riskgate.rules.compile;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Measures how deep a text nests brackets, without parsing it: the parsers recurse, and Drools' DRL parser takes time
 * exponential in the depth of calls. Texts and comments are skipped.
 */
final class Nesting {

    /** Parentheses, brackets and braces of any kind. */
    static final int DEPTH_MAX = 32;

    /** Parentheses that follow a word, as in {@code exists( Item( lists.contains(}, and brackets and braces. */
    static final int CALL_DEPTH_MAX = 5;

    /**
     * Opening angle brackets without anything between them that ends a comparison: as the arguments of types, which are
     * not in the language, they nest too.
     */
    static final int ANGLES_MAX = 4;

    private static final String SEPARATORS = ",;(){}&|";

    private Nesting() {}

    /** The offset of the first bracket that is nested too deeply, or -1. */
    static int firstTooDeep(String text) {
        Deque<Boolean> open = new ArrayDeque<>();
        int calls = 0;
        int angles = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (SEPARATORS.indexOf(c) >= 0) {
                angles = 0;
            } else if (c == '<' && ++angles > ANGLES_MAX) {
                return i;
            }
            switch (c) {
                case '(', '[', '{' -> {
                    boolean call = c != '(' || followsWord(text, i);
                    open.push(call);
                    calls += call ? 1 : 0;
                    if (open.size() > DEPTH_MAX || calls > CALL_DEPTH_MAX) {
                        return i;
                    }
                }
                case ')', ']', '}' -> {
                    if (!open.isEmpty() && open.pop()) {
                        calls--;
                    }
                }
                default -> i = skip(text, i);
            }
        }
        return -1;
    }

    /** Whether the last thing before the offset, blanks aside, is a letter or digit. */
    static boolean followsWord(String text, int offset) {
        int i = offset - 1;
        while (i >= 0 && Character.isWhitespace(text.charAt(i))) {
            i--;
        }
        return i >= 0 && Character.isJavaIdentifierPart(text.charAt(i));
    }

    /** The last offset of the quoted text or comment that begins here; the offset itself if none does. */
    static int skip(String text, int start) {
        char c = text.charAt(start);
        if (c == '"' || c == '\'') {
            return endOfText(text, start, c);
        }
        if (text.startsWith("//", start)) {
            return ending(text, "\n", start);
        }
        return text.startsWith("/*", start) ? ending(text, "*/", start + 2) : start;
    }

    private static int endOfText(String text, int start, char quote) {
        for (int i = start + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == quote || c == '\n') {
                return i;
            }
            if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) != '\n') {
                i++;
            }
        }
        return text.length();
    }

    private static int ending(String text, String mark, int from) {
        int found = text.indexOf(mark, from);
        return found < 0 ? text.length() : found + mark.length() - 1;
    }
}
