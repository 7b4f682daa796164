package io.riskgate.rules.compile;

import static io.riskgate.rules.compile.ProblemCode.LITERAL_REFUSED;
import static io.riskgate.rules.compile.ProblemCode.SYNTAX;
import static io.riskgate.rules.compile.ProblemCode.TEXT_TOO_LONG;
import static io.riskgate.rules.compile.ProblemCode.TOO_DEEP;
import static io.riskgate.rules.compile.ProblemCode.TOO_MANY_RULES;

import java.util.Set;

/**
 * Decides whether the parsers may see a text at all. They take time and memory that a few hostile characters can drive
 * up, so their limits are held here, in one pass each and without a tree.
 */
final class Admission {

    static final int TEXT_BYTES_MAX = 256 * 1024;
    static final int RULES_MAX = 1_000;

    /** Longer than a literal, which may be written with escapes; no constraint could hold more. */
    static final int QUOTED_LENGTH_MAX = ExpressionReader.EXPRESSION_LENGTH_MAX;

    /** As word processors make of straight ones. */
    private static final String QUOTATION_MARKS = "\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019\u201a`";

    private static final Set<String> HEADS = Set.of("rule", "query");

    private final String text;
    private final Problems problems;

    private Admission(Problems problems) {
        this.text = problems.source().text();
        this.problems = problems;
    }

    /** Reports why not, if the text is not to be parsed. */
    static boolean admits(Problems problems) {
        int before = problems.errors();
        new Admission(problems).check();
        return problems.errors() == before;
    }

    private void check() {
        if (tooLong()) {
            problems.error(
                    TEXT_TOO_LONG,
                    0,
                    "A ruleset has at most " + TEXT_BYTES_MAX / 1024 + " KiB of text",
                    "Put values into lists.");
            return;
        }
        int deepest = Nesting.firstTooDeep(text);
        if (deepest >= 0) {
            problems.error(
                    TOO_DEEP,
                    deepest,
                    "Brackets are nested deeper than " + Nesting.DEPTH_MAX + ", or calls deeper than "
                            + Nesting.CALL_DEPTH_MAX + ", or more than " + Nesting.CASTS_MAX
                            + " casts follow each other");
            return;
        }
        HiddenCharacters.report(problems);
        checkSizes();
        checkSigns();
    }

    /** In UTF-8, which is how a text is sent and stored; counted only while it can still fit. */
    private boolean tooLong() {
        if (text.length() > TEXT_BYTES_MAX) {
            return true;
        }
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes > TEXT_BYTES_MAX;
    }

    /** How many rules there are, and where what stands in quotes ends. */
    private void checkSizes() {
        int rules = 0;
        for (int i = 0; i < text.length(); i++) {
            int end = Nesting.skip(text, i);
            boolean quoted = end > i && (text.charAt(i) == '"' || text.charAt(i) == '\'');
            if (quoted && (end >= text.length() || text.charAt(end) != text.charAt(i))) {
                // To Drools' lexer it would go on, and hide from the other checks what comes after it.
                problems.error(SYNTAX, i, "A text ends on the line on which it begins");
                return;
            }
            if (quoted && end - i > QUOTED_LENGTH_MAX) {
                problems.error(
                        LITERAL_REFUSED,
                        i,
                        "A text has at most " + Literals.TEXT_LENGTH_MAX + " characters",
                        "Put many values into a list and use lists.contains.");
                return;
            }
            if (Character.isJavaIdentifierStart(text.charAt(i))) {
                end = endOfWord(i);
                if (HEADS.contains(text.substring(i, end + 1)) && ++rules > RULES_MAX) {
                    problems.error(TOO_MANY_RULES, i, "A ruleset has at most " + RULES_MAX + " rules");
                    return;
                }
            }
            i = end;
        }
    }

    /** Drools' lexer trips over a character that it does not know, and then cannot say where. */
    private void checkSigns() {
        for (int i = 0; i < text.length(); i++) {
            int c = text.codePointAt(i);
            int end = Nesting.skip(text, i);
            if (end == i && isUnknown(c, i)) {
                problems.error(
                        SYNTAX,
                        i,
                        HiddenCharacters.name(c) + " has no meaning outside a text",
                        QUOTATION_MARKS.indexOf(c) >= 0 ? "Text stands in straight double quotes." : null);
            }
            i = end + (c > Character.MAX_VALUE ? 1 : 0);
        }
    }

    private boolean isUnknown(int c, int offset) {
        if (c < 0x80) {
            return c == '`' || (c == '\\' && !text.startsWith("u", offset + 1));
        }
        return !Character.isJavaIdentifierPart(c) && !HiddenCharacters.isHidden(c);
    }

    /** The last offset of the word that begins here. */
    private int endOfWord(int start) {
        int end = start;
        while (end + 1 < text.length() && Character.isJavaIdentifierPart(text.charAt(end + 1))) {
            end++;
        }
        return end;
    }
}
