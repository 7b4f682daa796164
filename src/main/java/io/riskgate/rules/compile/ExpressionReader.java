package io.riskgate.rules.compile;

import static io.riskgate.rules.compile.ProblemCode.ARITHMETIC_SIDE;
import static io.riskgate.rules.compile.ProblemCode.BINDING_REFUSED;
import static io.riskgate.rules.compile.ProblemCode.EXPRESSION_TOO_LONG;
import static io.riskgate.rules.compile.ProblemCode.LITERAL_REFUSED;
import static io.riskgate.rules.compile.ProblemCode.NULL_COMPARISON;
import static io.riskgate.rules.compile.ProblemCode.PATTERN_REFUSED;
import static io.riskgate.rules.compile.ProblemCode.TYPE_MISMATCH;
import static io.riskgate.rules.compile.ProblemCode.UNSUPPORTED;

import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.LiteralExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NullLiteralExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.riskgate.rules.language.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.drools.mvel.parser.ast.expr.BigDecimalLiteralExpr;
import org.drools.mvel.parser.ast.expr.DrlxExpression;
import org.drools.mvel.parser.ast.expr.HalfBinaryExpr;
import org.drools.mvel.parser.ast.expr.PointFreeExpr;

/**
 * Reads one constraint of a pattern: parses it, gives every part a type, and turns it into a {@link Condition}. What is
 * not named here is not in the language.
 *
 * <p>Drools' expression parser keeps no positions. The tree is walked in the order of the text, and each leaf moves a
 * {@link Cursor} on, so a problem is reported where the walk stands.
 */
final class ExpressionReader {

    static final int EXPRESSION_LENGTH_MAX = 4_000;

    private final Names names;
    private final ExpressionParser parser;
    private final OperandReader operands;
    private final Cursor cursor;

    private ExpressionReader(Names names, Functions functions, ExpressionParser parser, Cursor cursor) {
        this.names = names;
        this.parser = parser;
        this.operands = new OperandReader(names, functions, parser, cursor);
        this.cursor = cursor;
    }

    /**
     * Reads a constraint; a binding goes into the scope.
     *
     * @param offset where the constraint begins in the ruleset's text
     * @return empty if the constraint only binds
     * @throws Refusal at the first problem
     */
    static Optional<Condition> read(String text, int offset, Names names, Functions functions) {
        if (text.length() > EXPRESSION_LENGTH_MAX) {
            throw new Refusal(
                    EXPRESSION_TOO_LONG,
                    offset,
                    "A constraint has at most " + EXPRESSION_LENGTH_MAX + " characters",
                    "Put many values into a list and use lists.contains.");
        }
        ExpressionParser parser = new ExpressionParser(offset);
        DrlxExpression parsed = parser.parseConstraint(text);
        ExpressionReader reader = new ExpressionReader(names, functions, parser, new Cursor(text, offset));
        if (parsed.getBind() != null) {
            reader.bind(parsed.getBind().getIdentifier(), parsed.getExpr());
            return Optional.empty();
        }
        return Optional.of(reader.condition(parsed.getExpr()));
    }

    private void bind(String name, Expression expression) {
        int at = cursor.advanceTo(name);
        if (!name.startsWith("$")) {
            throw new Refusal(BINDING_REFUSED, at, "The name of a binding begins with $", "Write $" + name + ".");
        }
        if (!OperandReader.isPath(expression)) {
            throw new Refusal(
                    BINDING_REFUSED,
                    at,
                    "Only a property can be bound",
                    "Bind the property and compare it in a constraint of its own: $a : amount, $a > 5.");
        }
        Scope.Binding binding = new Scope.Binding(names.factType(), names.pattern(), operands.path(expression));
        if (!names.scope().bind(name, binding)) {
            throw new Refusal(BINDING_REFUSED, at, name + " is bound already", "Choose another name.");
        }
    }

    private Condition condition(Expression expression) {
        Expression group = parser.group(expression);
        if (group != null) {
            return condition(group);
        }
        return switch (expression) {
            case BinaryExpr binary -> binary(binary);
            case UnaryExpr unary
            when unary.getOperator() == UnaryExpr.Operator.LOGICAL_COMPLEMENT ->
                condition(unary.getExpression()).negated();
            case PointFreeExpr wordy -> wordy(wordy);
            case HalfBinaryExpr ignored ->
                throw unsupported("A comparison needs its property: write amount > 3 && amount < 10");
            default -> truth(expression);
        };
    }

    private Condition truth(Expression expression) {
        OperandReader.Operand operand = operands.read(expression);
        return operand.condition()
                .orElseThrow(() -> new Refusal(
                        TYPE_MISMATCH,
                        cursor.offset(),
                        "A condition is true or false, and this is "
                                + operand.term().type().label(),
                        "Compare it with something."));
    }

    private Condition binary(BinaryExpr binary) {
        return switch (binary.getOperator()) {
            case AND -> condition(binary.getLeft()).and(condition(binary.getRight()));
            case OR -> condition(binary.getLeft()).or(condition(binary.getRight()));
            default -> {
                if (!Comparison.is(binary.getOperator())) {
                    throw unsupported(
                            "The operator " + binary.getOperator().asString() + " does not give true or false");
                }
                yield comparison(binary.getOperator(), binary.getLeft(), binary.getRight());
            }
        };
    }

    private Condition comparison(BinaryExpr.Operator operator, Expression left, Expression right) {
        if (left instanceof NullLiteralExpr) {
            cursor.advanceTo("null");
            return nullComparison(operator, operands.read(right).term());
        }
        OperandReader.Operand leftOperand = operands.read(left);
        if (right instanceof NullLiteralExpr) {
            cursor.advanceTo("null");
            return nullComparison(operator, leftOperand.term());
        }
        Term rightTerm = operands.read(right).term();
        if (left instanceof MethodCallExpr && isArithmetic(right) && rightTerm.type() == ValueType.DECIMAL) {
            throw new Refusal(
                    ARITHMETIC_SIDE,
                    cursor.offset(),
                    "Stock Drools cannot compile this arithmetic to the right of a function",
                    "Turn the comparison round: amount * 3 < velocity.sum(...).");
        }
        return comparison(operator, leftOperand.term(), rightTerm);
    }

    private boolean isArithmetic(Expression expression) {
        Expression group = parser.group(expression);
        return group == null ? expression instanceof BinaryExpr : isArithmetic(group);
    }

    private Condition comparison(BinaryExpr.Operator operator, Term left, Term right) {
        boolean comparable = left.type().isNumeric() ? right.type().isNumeric() : left.type() == right.type();
        if (!comparable) {
            throw new Refusal(
                    TYPE_MISMATCH,
                    cursor.offset(),
                    "Cannot compare " + left.type().label() + " with "
                            + right.type().label(),
                    left.type() == ValueType.TEXT ? "Text stands in double quotes." : null);
        }
        boolean ordered = operator != BinaryExpr.Operator.EQUALS && operator != BinaryExpr.Operator.NOT_EQUALS;
        if (ordered && left.type() == ValueType.BOOLEAN) {
            throw new Refusal(TYPE_MISMATCH, cursor.offset(), "True and false have no order", "Use == or !=.");
        }
        if (left.type() == ValueType.DECIMAL || right.type() == ValueType.DECIMAL) {
            int at = cursor.offset();
            return Comparison.condition(operator, Literals.besideDecimal(left, at), Literals.besideDecimal(right, at));
        }
        return Comparison.condition(operator, left, right);
    }

    private Condition nullComparison(BinaryExpr.Operator operator, Term term) {
        if (operator != BinaryExpr.Operator.EQUALS && operator != BinaryExpr.Operator.NOT_EQUALS) {
            throw new Refusal(
                    NULL_COMPARISON,
                    cursor.offset(),
                    "null is neither less nor greater than anything",
                    "Use == or !=.");
        }
        if (term.kind() != Term.Kind.PROPERTY) {
            throw new Refusal(
                    NULL_COMPARISON,
                    cursor.offset(),
                    "This is never null",
                    "Only properties can be compared with null.");
        }
        return Comparison.isNull(term, operator == BinaryExpr.Operator.EQUALS);
    }

    /** Operators that are words: {@code in}, {@code matches}, {@code str[...]}. */
    private Condition wordy(PointFreeExpr expression) {
        Term left = operands.read(expression.getLeft()).term();
        String operator = expression.getOperator().getIdentifier();
        boolean negated = expression.isNegated();
        if (operator.equals("in")) {
            Condition in = in(left, expression.getRight());
            return negated ? in.negated() : in;
        }
        if (!operator.equals("matches") && !operator.startsWith("str[")) {
            throw unsupported("The operator " + operator + " is not in the language");
        }
        if (left.type() != ValueType.TEXT || left.kind() == Term.Kind.LITERAL) {
            throw new Refusal(TYPE_MISMATCH, cursor.offset(), operator + " is for properties that are text", null);
        }
        Object right = literal(expression.getRight(), operator);
        return switch (operator) {
            case "matches" -> TextTests.matches(left, pattern(asText(right, operator)), negated);
            case "str[startsWith]" -> TextTests.startsWith(left, asText(right, operator), negated);
            case "str[endsWith]" -> TextTests.endsWith(left, asText(right, operator), negated);
            case "str[length]" -> TextTests.length(left, asLength(right), negated);
            default ->
                throw new Refusal(
                        UNSUPPORTED,
                        cursor.offset(),
                        "This use of " + operator + " is not in the language",
                        "There are str[startsWith] \"x\", str[endsWith] \"x\" and str[length] 6.");
        };
    }

    private Condition in(Term left, List<Expression> values) {
        List<Condition> choices = new ArrayList<>();
        for (Expression value : values) {
            if (value instanceof UnaryExpr unary && unary.getExpression() instanceof BigDecimalLiteralExpr) {
                throw new Refusal(
                        LITERAL_REFUSED,
                        cursor.offset(),
                        "Stock Drools cannot compile a negative B number among the values of in",
                        "Compare with == and join the comparisons with ||.");
            }
            choices.add(comparison(BinaryExpr.Operator.EQUALS, left, value));
        }
        return choices.stream().reduce(Condition::or).orElseThrow(() -> unsupported("An empty list of values"));
    }

    private Condition comparison(BinaryExpr.Operator operator, Term left, Expression right) {
        if (right instanceof NullLiteralExpr) {
            cursor.advanceTo("null");
            return nullComparison(operator, left);
        }
        return comparison(operator, left, operands.read(right).term());
    }

    private Object literal(List<Expression> right, String operator) {
        if (right.size() == 1 && right.getFirst() instanceof LiteralExpr expression) {
            Object constant = operands.read(expression).term().constant();
            if (constant != null) {
                return constant;
            }
        }
        throw new Refusal(LITERAL_REFUSED, cursor.offset(), "The right side of " + operator + " is a literal", null);
    }

    private String asText(Object literal, String operator) {
        if (literal instanceof String text) {
            return text;
        }
        throw new Refusal(TYPE_MISMATCH, cursor.offset(), "The right side of " + operator + " is text", null);
    }

    private int asLength(Object literal) {
        if (literal instanceof Integer length) {
            return length;
        }
        throw new Refusal(TYPE_MISMATCH, cursor.offset(), "The right side of str[length] is a whole number", null);
    }

    private Pattern pattern(String regex) {
        if (regex.length() > TextTests.PATTERN_LENGTH_MAX || TextTests.repeatsTooMuch(regex)) {
            throw new Refusal(
                    PATTERN_REFUSED,
                    cursor.offset(),
                    "The pattern is too large: at most " + TextTests.PATTERN_LENGTH_MAX
                            + " characters, and all {n} multiplied at most " + TextTests.PATTERN_REPETITIONS_MAX,
                    null);
        }
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException malformed) {
            throw new Refusal(
                    PATTERN_REFUSED,
                    cursor.offset(),
                    "The pattern is not a regular expression that takes linear time: " + malformed.getDescription(),
                    "Look-ahead, look-behind and back-references are not available.");
        }
    }

    private Refusal unsupported(String message) {
        return new Refusal(UNSUPPORTED, cursor.offset(), message, null);
    }
}
