package io.riskgate.rules.compile;

import static io.riskgate.rules.compile.ProblemCode.ESCAPE_REFUSED;
import static io.riskgate.rules.compile.ProblemCode.HIDDEN_CHARACTER;

import org.jspecify.annotations.Nullable;

/**
 * Finds what a person who reads a text does not see: characters without a look of their own, such as those that turn the
 * direction of writing, and Unicode escapes that stand for a character with a meaning in the language, such as a
 * quotation mark. Drools hands texts and comments on to a Java compiler, which resolves those escapes before anything
 * else; so a text with one would say something else in stock tools than it does here.
 *
 * @see <a href="https://trojansource.codes/trojan-source.pdf">Trojan Source: Invisible Vulnerabilities</a>
 */
final class HiddenCharacters {

    /** Letters and marks that most fonts draw as nothing. */
    private static final String BLANKS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0";

    private static final int ESCAPE_LENGTH = 6;

    private HiddenCharacters() {}

    static void report(Problems problems) {
        String text = problems.source().text();
        int skippedUntil = -1;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            int c = text.codePointAt(i);
            if (i > skippedUntil) {
                skippedUntil = Nesting.skip(text, i);
                quoted = c == '"' || c == '\'';
            }
            if (c == '\\') {
                i = backslash(text, i, quoted && i < skippedUntil, problems);
            } else if (c == '\r' ? !text.startsWith("\n", i + 1) : isHidden(c)) {
                problems.error(HIDDEN_CHARACTER, i, name(c) + " cannot be seen", hint(c, i));
            }
            i += c > Character.MAX_VALUE ? 1 : 0;
        }
    }

    /** Whether a reader sees nothing of the character, or not what it does. */
    static boolean isHidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c != '\n' && c != '\t';
            case Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            case Character.UNASSIGNED -> (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
            default -> BLANKS.indexOf(c) >= 0;
        };
    }

    /** Such as {@code U+202E (RIGHT-TO-LEFT OVERRIDE)}. */
    static String name(int c) {
        String name = Character.getName(c);
        return String.format("U+%04X", c) + (name == null ? "" : " (" + name + ")");
    }

    private static String hint(int c, int offset) {
        if (c == '\ufeff' && offset == 0) {
            return "Save the file as UTF-8 without a byte order mark.";
        }
        return c == '\r'
                ? "Lines end with a line feed, alone or after a carriage return."
                : "Leave it out, or, in a text, write it as " + String.format("\\u%04x", c) + ".";
    }

    /** Reports an escape that begins here, if it is one; returns the last offset that need not be looked at again. */
    private static int backslash(String text, int at, boolean quoted, Problems problems) {
        if (!text.startsWith("u", at + 1)) {
            return text.startsWith("\\", at + 1) ? at + 1 : at;
        }
        Integer escaped = escaped(text, at);
        if (!quoted || escaped == null || escaped < ' ' || "\"'\\".indexOf(escaped) >= 0) {
            problems.error(
                    ESCAPE_REFUSED,
                    at,
                    escaped == null
                            ? "\\u begins an escape, everywhere in a text, and here it is none"
                            : name(escaped) + " must not be written as an escape here",
                    "Such an escape stands in double quotes, for a character that has no meaning in the language.");
        }
        return at + 1;
    }

    private static @Nullable Integer escaped(String text, int at) {
        if (at + ESCAPE_LENGTH > text.length()) {
            return null;
        }
        int value = 0;
        for (int i = at + 2; i < at + ESCAPE_LENGTH; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0 || text.charAt(i) > 'f') {
                return null;
            }
            value = value * 16 + digit;
        }
        return value;
    }
}
