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

    /**
     * Casts such as {@code (String)} in front of one value. They are not in the language, and Drools' DRL parser takes
     * time exponential in their number.
     */
    static final int CASTS_MAX = 4;

    private static final String SEPARATORS = ",;(){}&|";
    private static final String IN_TYPES = ".[]<>";
    private static final String BEFORE_VALUES = "(!~\"'";

    /** A bracket that is open: whether it is a call's, and whether what it holds so far could be a type. */
    private record Bracket(boolean call, boolean type) {}

    private final String text;
    private final Deque<Bracket> open = new ArrayDeque<>();
    private int calls;
    private int angles;
    private int casts;
    private boolean afterType;
    private boolean afterWord;

    private Nesting(String text) {
        this.text = text;
    }

    /** The offset of the first bracket that is nested too deeply, or -1. */
    static int firstTooDeep(String text) {
        return new Nesting(text).firstTooDeep();
    }

    private int firstTooDeep() {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int end = skip(text, i);
            boolean comment = end > i && c == '/';
            if (!comment && !Character.isWhitespace(c)) {
                count(c);
                if (open.size() > DEPTH_MAX || calls > CALL_DEPTH_MAX || angles > ANGLES_MAX || casts > CASTS_MAX) {
                    return i;
                }
            }
            i = end;
        }
        return -1;
    }

    private void count(char c) {
        angles = SEPARATORS.indexOf(c) >= 0 ? 0 : angles + (c == '<' ? 1 : 0);
        boolean word = Character.isJavaIdentifierPart(c);
        casts = c == ',' || c == ';' ? 0 : casts + (afterType && (word || BEFORE_VALUES.indexOf(c) >= 0) ? 1 : 0);
        afterType = false;
        switch (c) {
            case '(', '[', '{' -> open(c);
            case ')', ']', '}' -> close(c);
            default -> {
                if (!word && IN_TYPES.indexOf(c) < 0) {
                    innermostIsNoType();
                }
            }
        }
        afterWord = word;
    }

    private void open(char c) {
        if (c != '[') {
            innermostIsNoType();
        }
        boolean call = c != '(' || afterWord;
        open.push(new Bracket(call, !call));
        calls += call ? 1 : 0;
    }

    private void close(char c) {
        Bracket closed = open.poll();
        if (closed != null) {
            calls -= closed.call ? 1 : 0;
            afterType = c == ')' && closed.type;
        }
    }

    private void innermostIsNoType() {
        Bracket innermost = open.poll();
        if (innermost != null) {
            open.push(new Bracket(innermost.call, false));
        }
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
