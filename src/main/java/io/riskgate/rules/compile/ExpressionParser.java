package io.riskgate.rules.compile;

import static io.riskgate.rules.compile.ProblemCode.SYNTAX;

import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ast.expr.Expression;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.drools.mvel.parser.DrlxParser;
import org.drools.mvel.parser.MvelParser;
import org.drools.mvel.parser.ParseStart;
import org.drools.mvel.parser.Providers;
import org.drools.mvel.parser.ast.expr.DrlNameExpr;
import org.drools.mvel.parser.ast.expr.DrlxExpression;
import org.jspecify.annotations.Nullable;

/**
 * Parses a constraint with Drools' expression parser.
 *
 * <p>That parser takes time exponential in the depth of parentheses: fifteen cost seconds. So it never sees them nested:
 * each parenthesised group is replaced by a name that stands for it, and parsed on its own when the tree's reader comes
 * to that name.
 */
final class ExpressionParser {

    private static final ParseStart<DrlxExpression> CONSTRAINT =
            DrlxParser.buildDrlxParserWithArguments(List.of("in", "matches", "str", "contains", "memberOf"));

    /** Not a name that a rule can use: the text is refused if it contains it. */
    private static final String GROUP = "group__";

    private final int offset;
    private final List<String> groups = new ArrayList<>();

    /** @param offset where the constraint begins in the ruleset's text */
    ExpressionParser(int offset) {
        this.offset = offset;
    }

    /** The whole constraint, which may begin with a binding. */
    DrlxExpression parseConstraint(String text) {
        if (text.contains(GROUP)) {
            throw notAnExpression();
        }
        return parse(text);
    }

    /** What stands in the parentheses that the expression is, or {@code null} if it is something else. */
    @Nullable
    Expression group(Expression expression) {
        if (!(expression instanceof DrlNameExpr name) || !name.getNameAsString().startsWith(GROUP)) {
            return null;
        }
        DrlxExpression inner =
                parse(groups.get(Integer.parseInt(name.getNameAsString().substring(GROUP.length()))));
        if (inner.getBind() != null) {
            throw notAnExpression();
        }
        return inner.getExpr();
    }

    /**
     * For one parser: Drools' own changes the configuration that it is given. Only trees are read, so there are no comments, and
     * what is allowed is decided from the tree.
     */
    static ParserConfiguration configuration() {
        return new ParserConfiguration()
                .setAttributeComments(false)
                .setDetectOriginalLineSeparator(false)
                .setLanguageLevel(ParserConfiguration.LanguageLevel.RAW);
    }

    private DrlxExpression parse(String text) {
        return new MvelParser(configuration(), false)
                .parse(CONSTRAINT, Providers.provider(withoutGroups(text)))
                .getResult()
                .filter(expression -> expression.getExpr() != null)
                .orElseThrow(this::notAnExpression);
    }

    /** The text with a name for each of its outermost groups; the parentheses of calls and of {@code in} stay. */
    private String withoutGroups(String text) {
        StringBuilder replaced = new StringBuilder(text.length());
        Deque<Boolean> open = new ArrayDeque<>();
        int groupStart = -1;
        int groupDepth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int end = Nesting.skip(text, i);
            if (c == '(' && end == i) {
                boolean group = !Nesting.followsWord(text, i);
                if (group && groupStart < 0) {
                    groupStart = i;
                    groupDepth = open.size();
                }
                open.push(group);
            } else if (c == ')' && end == i && !open.isEmpty()) {
                open.pop();
                if (groupStart >= 0 && open.size() == groupDepth) {
                    replaced.append(' ').append(GROUP).append(groups.size()).append(' ');
                    groups.add(text.substring(groupStart + 1, i));
                    groupStart = -1;
                    continue;
                }
            }
            if (groupStart < 0) {
                replaced.append(text, i, Math.min(end + 1, text.length()));
            }
            i = end;
        }
        if (groupStart >= 0) {
            throw notAnExpression();
        }
        return replaced.toString();
    }

    private Refusal notAnExpression() {
        return new Refusal(
                SYNTAX,
                offset,
                "This is not an expression",
                "Text stands in double quotes; see the operators in the documentation of the language.");
    }
}
