package io.riskgate.rules.compile;

import static io.riskgate.rules.compile.ProblemCode.CONSEQUENCE_REFUSED;
import static io.riskgate.rules.compile.ProblemCode.EXPRESSION_TOO_LONG;
import static io.riskgate.rules.compile.ProblemCode.NO_EFFECT;
import static io.riskgate.rules.compile.ProblemCode.REASON_REFUSED;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseResult;
import com.github.javaparser.Position;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.IntegerLiteralExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.EmptyStmt;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.Statement;
import io.riskgate.model.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.RuleDescr;
import org.jspecify.annotations.Nullable;

/**
 * Reads what stands between {@code then} and {@code end}: calls of {@code decision} with literals and constants. It is parsed as the
 * Java that it is for stock Drools, and nothing but those calls is understood.
 */
final class ConsequenceReader {

    static final int CALLS_MAX = 10;
    static final int POINTS_MAX = 1_000;

    private static final Pattern REASON = Pattern.compile("[a-z][a-z0-9_]{0,63}");
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,4}");
    private static final String HINT =
            "There are decision.approve, challenge, review, decline, allow(\"reason\"), score(points, \"reason\"), tag(\"name\").";

    /** One call of {@code decision}; {@code points} is 0 for all but {@code score}. */
    record Call(Effect effect, String code, int points) {}

    private final SourceText source;
    private final Problems problems;

    private final Vocabulary vocabulary;

    ConsequenceReader(Problems problems, Vocabulary vocabulary) {
        this.source = problems.source();
        this.problems = problems;
        this.vocabulary = vocabulary;
    }

    /** The calls in their order; incomplete if there are problems. */
    List<Call> read(RuleDescr rule) {
        String text = String.valueOf(rule.getConsequence());
        int start = start(rule, text);
        if (text.length() > ExpressionReader.EXPRESSION_LENGTH_MAX) {
            problems.error(
                    EXPRESSION_TOO_LONG,
                    start,
                    "A consequence has at most " + ExpressionReader.EXPRESSION_LENGTH_MAX + " characters",
                    null);
            return List.of();
        }
        ParseResult<BlockStmt> parsed = new JavaParser(ExpressionParser.configuration()).parseBlock("{" + text + "\n}");
        if (!parsed.isSuccessful() || parsed.getResult().isEmpty()) {
            problems.error(
                    CONSEQUENCE_REFUSED,
                    start,
                    "The consequence cannot be read",
                    "Each call ends with a semicolon. " + HINT);
            return List.of();
        }
        List<Call> calls = new ArrayList<>();
        for (Statement statement : parsed.getResult().get().getStatements()) {
            try {
                if (!(statement instanceof EmptyStmt)) {
                    calls.add(call(statement, start));
                }
            } catch (Refusal refusal) {
                refusal.reportTo(problems);
            }
        }
        if (calls.size() > CALLS_MAX) {
            problems.error(CONSEQUENCE_REFUSED, start, "A consequence has at most " + CALLS_MAX + " calls", null);
        }
        if (parsed.getResult().get().getStatements().stream().allMatch(EmptyStmt.class::isInstance)) {
            problems.error(NO_EFFECT, start, "The rule does nothing", HINT);
        }
        return calls;
    }

    /** Where the consequence begins: Drools' parser knows only the line of {@code then}. */
    private int start(RuleDescr rule, String text) {
        int then = source.offsetOf(rule.getConsequenceLine(), 1);
        int found = text.isBlank() ? then : source.text().indexOf(text, then);
        return found < 0 ? then : found;
    }

    private Call call(Statement statement, int start) {
        if (!(statement instanceof ExpressionStmt expression
                && expression.getExpression() instanceof MethodCallExpr call
                && call.getTypeArguments().isEmpty()
                && call.getScope().filter(ConsequenceReader::isDecision).isPresent())) {
            throw refused(statement, start, "A consequence only calls decision");
        }
        List<Expression> arguments = call.getArguments();
        return switch (call.getNameAsString() + "/" + arguments.size()) {
            case "approve/1", "challenge/1", "review/1", "decline/1", "allow/1", "tag/1" ->
                new Call(effect(call), reason(arguments.getFirst(), start), 0);
            case "score/2" -> new Call(Effect.SCORE, reason(arguments.get(1), start), points(arguments.get(0), start));
            default ->
                throw refused(
                        call,
                        start,
                        "decision has no " + call.getNameAsString() + " with " + arguments.size() + " arguments");
        };
    }

    private static boolean isDecision(Expression scope) {
        return scope instanceof NameExpr name && name.getNameAsString().equals("decision");
    }

    private static Effect effect(MethodCallExpr call) {
        return Effect.valueOf(call.getNameAsString().toUpperCase(Locale.ROOT));
    }

    private String reason(Expression argument, int start) {
        String reason = constant(argument, start) instanceof String text
                ? text
                : argument instanceof StringLiteralExpr literal ? literal.getValue() : null;
        if (reason == null) {
            throw refused(argument, start, "This must be text in double quotes, or a constant that is text");
        }
        if (!REASON.matcher(reason).matches()) {
            throw new Refusal(
                    REASON_REFUSED,
                    offset(argument, start),
                    "A reason is snake_case: a-z, 0-9 and _, at most 64 characters",
                    "Such as card_testing.");
        }
        return reason;
    }

    private int points(Expression argument, int start) {
        boolean negative = argument instanceof UnaryExpr unary && unary.getOperator() == UnaryExpr.Operator.MINUS;
        Expression number = negative ? ((UnaryExpr) argument).getExpression() : argument;
        Integer points = constant(number, start) instanceof Integer whole
                ? whole
                : number instanceof IntegerLiteralExpr literal
                                && WHOLE.matcher(literal.getValue()).matches()
                        ? Integer.valueOf(literal.getValue())
                        : null;
        if (points == null || Math.abs((long) points) > POINTS_MAX) {
            throw refused(argument, start, "Points are a whole number between -" + POINTS_MAX + " and " + POINTS_MAX);
        }
        return negative ? -points : points;
    }

    /** The value of a constant such as {@code POINTS()}, or {@code null} if the argument is something else. */
    private @Nullable Object constant(Expression argument, int start) {
        return argument instanceof MethodCallExpr call
                        && call.getScope().isEmpty()
                        && call.getArguments().isEmpty()
                ? vocabulary
                        .constant(call.getNameAsString(), offset(argument, start))
                        .constant()
                : null;
    }

    private Refusal refused(Node node, int start, String message) {
        return new Refusal(CONSEQUENCE_REFUSED, offset(node, start), message, HINT);
    }

    /** The parsed block has one character, its brace, before the consequence. */
    private int offset(Node node, int start) {
        Position begin = node.getRange().map(range -> range.begin).orElse(Position.HOME);
        int line = source.lineOf(start) + begin.line - 1;
        int column = begin.line == 1 ? source.columnOf(start) + begin.column - 2 : begin.column;
        return source.offsetOf(line, column);
    }
}
