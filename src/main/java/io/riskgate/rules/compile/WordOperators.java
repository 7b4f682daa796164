package io.riskgate.rules.compile;

import static io.riskgate.rules.compile.ProblemCode.LITERAL_REFUSED;
import static io.riskgate.rules.compile.ProblemCode.TYPE_MISMATCH;
import static io.riskgate.rules.compile.ProblemCode.UNSUPPORTED;

import com.github.javaparser.ast.NodeList;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.LiteralExpr;
import io.riskgate.rules.language.ValueType;
import java.util.List;
import org.drools.mvel.parser.ast.expr.PointFreeExpr;

/** Reads the operators that are words, but for {@code in}: {@code matches}, {@code str[...]}, {@code contains}, {@code memberOf}. */
final class WordOperators {

    private final OperandReader operands;
    private final Cursor cursor;

    WordOperators(OperandReader operands, Cursor cursor) {
        this.operands = operands;
        this.cursor = cursor;
    }

    /** @throws Refusal at the first problem */
    Condition read(PointFreeExpr expression) {
        Term left = operands.read(expression.getLeft()).term();
        String operator = expression.getOperator().getIdentifier();
        boolean negated = expression.isNegated();
        return switch (operator) {
            case "contains" -> contains(left, only(expression.getRight(), operator), negated);
            case "memberOf" -> memberOf(left, only(expression.getRight(), operator), negated);
            case "matches" -> {
                checkText(left, operator);
                if (!(expression.getRight().getFirst().orElse(null) instanceof LiteralExpr)) {
                    throw new Refusal(
                            LITERAL_REFUSED,
                            cursor.offset(),
                            "The right side of matches is a literal",
                            "Stock Drools treats an absent text differently beside a constant.");
                }
                yield TextTests.matches(
                        left,
                        RegularExpression.compile(text(expression.getRight(), operator), cursor.offset()),
                        negated);
            }
            default -> {
                if (!operator.startsWith("str[")) {
                    throw new Refusal(
                            UNSUPPORTED, cursor.offset(), "The operator " + operator + " is not in the language", null);
                }
                checkText(left, operator);
                yield str(operator, left, expression.getRight(), negated);
            }
        };
    }

    private Condition str(String operator, Term left, NodeList<Expression> right, boolean negated) {
        return switch (operator) {
            case "str[startsWith]" -> TextTests.startsWith(left, text(right, operator), negated);
            case "str[endsWith]" -> TextTests.endsWith(left, text(right, operator), negated);
            case "str[length]" -> TextTests.length(left, length(right), negated);
            default ->
                throw new Refusal(
                        UNSUPPORTED,
                        cursor.offset(),
                        "This use of " + operator + " is not in the language",
                        "There are str[startsWith] \"x\", str[endsWith] \"x\" and str[length] 6.");
        };
    }

    /** Text in text, or text in a list of texts; what is absent contains nothing. */
    private Condition contains(Term left, Term right, boolean negated) {
        if (right.type() != ValueType.TEXT || (left.type() != ValueType.TEXT && left.type() != ValueType.TEXTS)) {
            throw new Refusal(
                    TYPE_MISMATCH,
                    cursor.offset(),
                    "contains looks for text in text or in a list of texts, not for "
                            + right.type().label() + " in " + left.type().label(),
                    null);
        }
        return membership(left, "contains", right, negated, left, right);
    }

    /** What is absent is a member of nothing. */
    private Condition memberOf(Term left, Term right, boolean negated) {
        boolean text = left.type() == ValueType.TEXT || left.type() == ValueType.ATTRIBUTE;
        if (!text || right.type() != ValueType.TEXTS) {
            throw new Refusal(
                    TYPE_MISMATCH,
                    cursor.offset(),
                    "memberOf looks for text in a list of texts, not for "
                            + left.type().label() + " in " + right.type().label(),
                    "Such as category memberOf RISKY(), with function List RISKY() { return List.of(\"gift_card\"); }."
                            + " For few values there is in (\"a\", \"b\"), for named lists lists.contains.");
        }
        return membership(left, "memberOf", right, negated, right, left);
    }

    private static Condition membership(
            Term left, String operator, Term right, boolean negated, Term container, Term part) {
        Term.Code whole = container.code();
        Term.Code sought = part.code();
        String canonical = left.canonical() + (negated ? " not " : " ") + operator + " " + right.canonical();
        return Condition.of(
                canonical,
                row -> {
                    Object in = whole.eval(row);
                    Object value = sought.eval(row);
                    boolean found = value instanceof String text
                            && (in instanceof String all
                                    ? all.contains(text)
                                    : in instanceof List<?> list && list.contains(text));
                    return found != negated;
                },
                left,
                right);
    }

    private Term only(NodeList<Expression> right, String operator) {
        if (right.size() != 1) {
            throw new Refusal(LITERAL_REFUSED, cursor.offset(), operator + " takes one value", null);
        }
        return operands.read(right.getFirst().orElseThrow()).term();
    }

    private void checkText(Term left, String operator) {
        boolean text = left.type() == ValueType.TEXT || left.type() == ValueType.ATTRIBUTE;
        if (!text || left.isLiteral()) {
            throw new Refusal(TYPE_MISMATCH, cursor.offset(), operator + " is for properties that are text", null);
        }
    }

    private String text(NodeList<Expression> right, String operator) {
        if (literal(right, operator) instanceof String text) {
            return text;
        }
        throw new Refusal(TYPE_MISMATCH, cursor.offset(), "The right side of " + operator + " is text", null);
    }

    private int length(NodeList<Expression> right) {
        if (literal(right, "str[length]") instanceof Integer length) {
            return length;
        }
        throw new Refusal(TYPE_MISMATCH, cursor.offset(), "The right side of str[length] is a whole number", null);
    }

    private Object literal(NodeList<Expression> right, String operator) {
        Object constant = only(right, operator).constant();
        if (constant == null) {
            throw new Refusal(
                    LITERAL_REFUSED,
                    cursor.offset(),
                    "The right side of " + operator + " is a literal or a constant",
                    null);
        }
        return constant;
    }
}
