package io.riskgate.rules.compile;

import static io.riskgate.rules.compile.ProblemCode.ARITHMETIC_SIDE;
import static io.riskgate.rules.compile.ProblemCode.BINDING_REFUSED;
import static io.riskgate.rules.compile.ProblemCode.EXPRESSION_TOO_LONG;
import static io.riskgate.rules.compile.ProblemCode.LITERAL_REFUSED;
import static io.riskgate.rules.compile.ProblemCode.NULL_COMPARISON;
import static io.riskgate.rules.compile.ProblemCode.TYPE_MISMATCH;
import static io.riskgate.rules.compile.ProblemCode.UNSUPPORTED;

import com.github.javaparser.ast.expr.ArrayAccessExpr;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.LiteralExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NullLiteralExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import io.riskgate.rules.compile.ParsedRule.FactType;
import io.riskgate.rules.language.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.drools.mvel.parser.ast.expr.BigDecimalLiteralExpr;
import org.drools.mvel.parser.ast.expr.DrlNameExpr;
import org.drools.mvel.parser.ast.expr.DrlxExpression;
import org.drools.mvel.parser.ast.expr.HalfBinaryExpr;
import org.drools.mvel.parser.ast.expr.NullSafeMethodCallExpr;
import org.drools.mvel.parser.ast.expr.PointFreeExpr;
import org.jspecify.annotations.Nullable;

/**
 * Reads one constraint of a pattern: parses it, gives every part a type, and turns it into {@link Condition}s. What is
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
    private final WordOperators words;
    private final Cursor cursor;

    private ExpressionReader(Names names, Vocabulary vocabulary, ExpressionParser parser, Cursor cursor) {
        this.names = names;
        this.parser = parser;
        this.operands = new OperandReader(names, vocabulary, parser, cursor);
        this.words = new WordOperators(operands, cursor);
        this.cursor = cursor;
    }

    /**
     * Reads a constraint; a binding goes into the scope.
     *
     * @param offset where the constraint begins in the ruleset's text
     * @return the conditions that must all hold; none if the constraint only binds
     * @throws Refusal at the first problem
     */
    static List<Condition> constraint(String text, int offset, Names names, Vocabulary vocabulary) {
        ExpressionParser parser = new ExpressionParser(offset);
        DrlxExpression parsed = parse(text, offset, parser);
        ExpressionReader reader = new ExpressionReader(names, vocabulary, parser, new Cursor(text, offset));
        if (parsed.getBind() != null && !reader.bind(parsed.getBind().getIdentifier(), parsed.getExpr())) {
            return List.of();
        }
        List<Condition> conditions = new ArrayList<>();
        reader.conjunction(parsed.getExpr(), conditions);
        return conditions;
    }

    /**
     * Reads a value, such as the argument of an accumulate function.
     *
     * @throws Refusal at the first problem
     */
    static Term value(String text, int offset, Names names, Vocabulary vocabulary) {
        ExpressionParser parser = new ExpressionParser(offset);
        DrlxExpression parsed = parse(text, offset, parser);
        if (parsed.getBind() != null) {
            throw new Refusal(BINDING_REFUSED, offset, "Nothing can be bound here", null);
        }
        return new ExpressionReader(names, vocabulary, parser, new Cursor(text, offset))
                .operands
                .read(parsed.getExpr())
                .term();
    }

    private static DrlxExpression parse(String text, int offset, ExpressionParser parser) {
        if (text.length() > EXPRESSION_LENGTH_MAX) {
            throw new Refusal(
                    EXPRESSION_TOO_LONG,
                    offset,
                    "A constraint has at most " + EXPRESSION_LENGTH_MAX + " characters",
                    "Put many values into a list and use lists.contains.");
        }
        return parser.parseConstraint(text);
    }

    /** Binds what is compared first; says whether there is more to the constraint than the binding. */
    private boolean bind(String name, Expression expression) {
        int at = cursor.advanceTo(name);
        if (!name.startsWith("$")) {
            throw new Refusal(BINDING_REFUSED, at, "The name of a binding begins with $", "Write $" + name + ".");
        }
        Expression bound = leftmost(expression);
        boolean constrained = isCondition(expression);
        if (!isBindable(bound, constrained)) {
            throw new Refusal(
                    BINDING_REFUSED,
                    at,
                    "Only a property of this fact, or a method called on one, can be bound",
                    "Bind the property and compare it in a constraint of its own: $a : amount, $a > 5.");
        }
        Term value = operands.read(bound).term();
        if (!names.scope().bind(name, new Scope.Binding(names.factType(), names.pattern(), value))) {
            throw new Refusal(BINDING_REFUSED, at, name + " is bound already", "Choose another name.");
        }
        cursor.restart();
        return constrained;
    }

    private static boolean isCondition(Expression expression) {
        return expression instanceof PointFreeExpr
                || (expression instanceof BinaryExpr binary && !Arithmetic.is(binary.getOperator()));
    }

    /** What stands first in a condition; anything else is itself. */
    private static Expression leftmost(Expression expression) {
        if (!isCondition(expression)) {
            return expression;
        }
        return leftmost(
                expression instanceof PointFreeExpr wordy ? wordy.getLeft() : ((BinaryExpr) expression).getLeft());
    }

    /**
     * Stock Drools binds nothing that contains another name, a global or a function, and of arithmetic only the first
     * operand.
     */
    private static boolean isBindable(Expression expression, boolean constrained) {
        return switch (expression) {
            case MethodCallExpr call ->
                !constrained
                        && call.getScope()
                                .filter(scope -> isBindable(scope, false))
                                .isPresent()
                        && call.getArguments().stream().allMatch(LiteralExpr.class::isInstance);
            case ArrayAccessExpr access -> !constrained && isBindable(access.getName(), false);
            default ->
                OperandReader.isPath(expression)
                        && expression
                                .findFirst(DrlNameExpr.class, ExpressionReader::isForeign)
                                .isEmpty();
        };
    }

    private static boolean isForeign(DrlNameExpr name) {
        String text = name.getNameAsString();
        return text.startsWith("$") || text.equals("velocity") || text.equals("lists");
    }

    /** What is joined by {@code &&} outermost: each a condition of its own, which others can share. */
    private void conjunction(Expression expression, List<Condition> into) {
        Expression group = parser.group(expression);
        if (group != null) {
            conjunction(group, into);
        } else if (expression instanceof BinaryExpr binary && binary.getOperator() == BinaryExpr.Operator.AND) {
            conjunction(binary.getLeft(), into);
            conjunction(binary.getRight(), into);
        } else {
            into.add(condition(expression));
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
            case PointFreeExpr wordy ->
                wordy.getOperator().getIdentifier().equals("in") ? in(wordy) : words.read(wordy);
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
        Scope.Binding fact = operands.fact(left);
        if (fact != null) {
            return sameItem(operator, fact, operands.fact(right));
        }
        Term leftTerm = operands.read(left).term();
        if (right instanceof NullLiteralExpr) {
            cursor.advanceTo("null");
            return nullComparison(operator, leftTerm);
        }
        Term rightTerm = operands.read(right).term();
        boolean call = left instanceof MethodCallExpr || left instanceof NullSafeMethodCallExpr;
        if (call && isArithmetic(right) && rightTerm.type() == ValueType.DECIMAL) {
            throw new Refusal(
                    ARITHMETIC_SIDE,
                    cursor.offset(),
                    "Stock Drools cannot compile this arithmetic to the right of a function",
                    "Turn the comparison round: amount * 3 < velocity.sum(...).");
        }
        return comparison(operator, leftTerm, rightTerm);
    }

    /** Lines of the basket that are equal in everything are the same to this, as they are to stock Drools. */
    private Condition sameItem(BinaryExpr.Operator operator, Scope.Binding left, Scope.@Nullable Binding right) {
        boolean equality = operator == BinaryExpr.Operator.EQUALS || operator == BinaryExpr.Operator.NOT_EQUALS;
        if (right == null || left.factType() != FactType.ITEM || right.factType() != FactType.ITEM || !equality) {
            throw new Refusal(
                    TYPE_MISMATCH,
                    cursor.offset(),
                    "A whole fact can only be compared with another item, by == or !=",
                    "Name a property, as in $a.price, or write this != $a.");
        }
        boolean expected = operator == BinaryExpr.Operator.EQUALS;
        Term a = item(left);
        Term b = item(right);
        return Condition.of(
                a.canonical() + " " + operator.asString() + " " + b.canonical(),
                row -> row.item(a.pattern()).equals(row.item(b.pattern())) == expected,
                a,
                b);
    }

    private Term item(Scope.Binding binding) {
        int pattern = binding.pattern();
        String name = pattern == names.pattern() ? "this" : "Item[" + pattern + "]";
        return Term.read(ValueType.TEXT, Term.Kind.PRIMITIVE, name, pattern, row -> row.item(pattern)
                .toString());
    }

    private boolean isArithmetic(Expression expression) {
        Expression group = parser.group(expression);
        return group == null ? expression instanceof BinaryExpr : isArithmetic(group);
    }

    private Condition comparison(BinaryExpr.Operator operator, Term left, Term right) {
        boolean equality = operator == BinaryExpr.Operator.EQUALS || operator == BinaryExpr.Operator.NOT_EQUALS;
        if (left.type() == ValueType.ATTRIBUTE || right.type() == ValueType.ATTRIBUTE) {
            checkBesideAttribute(equality, left.type() == ValueType.ATTRIBUTE ? right : left);
        } else if (left.type().isNumeric() ? !right.type().isNumeric() : left.type() != right.type()) {
            throw new Refusal(
                    TYPE_MISMATCH,
                    cursor.offset(),
                    "Cannot compare " + left.type().label() + " with "
                            + right.type().label(),
                    left.type() == ValueType.TEXT ? "Text stands in double quotes." : null);
        }
        if (!equality && (left.type() == ValueType.BOOLEAN || right.type() == ValueType.BOOLEAN)) {
            throw new Refusal(TYPE_MISMATCH, cursor.offset(), "True and false have no order", "Use == or !=.");
        }
        if (left.type() == ValueType.TEXTS) {
            throw new Refusal(TYPE_MISMATCH, cursor.offset(), "Lists cannot be compared", "Use contains or memberOf.");
        }
        if (isDecimal(left) || isDecimal(right)) {
            int at = cursor.offset();
            return Comparison.condition(operator, Literals.besideDecimal(left, at), Literals.besideDecimal(right, at));
        }
        return Comparison.condition(operator, left, right);
    }

    private static boolean isDecimal(Term term) {
        return term.type() == ValueType.DECIMAL || term.type() == ValueType.ATTRIBUTE;
    }

    /** What an attribute is compared with says of which type it is expected to be. */
    private void checkBesideAttribute(boolean equality, Term other) {
        switch (other.type()) {
            case TEXT, BOOLEAN, DECIMAL -> {}
            case WHOLE, LONG, DOUBLE -> {
                if (equality) {
                    throw new Refusal(
                            TYPE_MISMATCH,
                            cursor.offset(),
                            "A number in an attribute is a decimal number, which equals no whole number in stock Drools",
                            "Write the number with a B at its end, such as 3B.");
                }
            }
            default ->
                throw new Refusal(
                        TYPE_MISMATCH,
                        cursor.offset(),
                        "An attribute cannot be compared with " + other.type().label(),
                        "Attributes are text, decimal numbers, or true and false.");
        }
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

    private Condition in(PointFreeExpr expression) {
        Term left = operands.read(expression.getLeft()).term();
        Condition in = expression.getRight().stream()
                .map(value -> choice(left, value))
                .reduce(Condition::or)
                .orElseThrow(() -> unsupported("An empty list of values"));
        return expression.isNegated() ? in.negated() : in;
    }

    private Condition choice(Term left, Expression value) {
        if (value instanceof UnaryExpr unary && unary.getExpression() instanceof BigDecimalLiteralExpr) {
            throw new Refusal(
                    LITERAL_REFUSED,
                    cursor.offset(),
                    "Stock Drools cannot compile a negative B number among the values of in",
                    "Compare with == and join the comparisons with ||.");
        }
        if (value instanceof NullLiteralExpr) {
            cursor.advanceTo("null");
            return nullComparison(BinaryExpr.Operator.EQUALS, left);
        }
        return comparison(BinaryExpr.Operator.EQUALS, left, operands.read(value).term());
    }

    private Refusal unsupported(String message) {
        return new Refusal(UNSUPPORTED, cursor.offset(), message, null);
    }
}
