package io.riskgate.rules.compile;

import static io.riskgate.rules.compile.ProblemCode.LITERAL_REFUSED;
import static io.riskgate.rules.compile.ProblemCode.NULL_COMPARISON;
import static io.riskgate.rules.compile.ProblemCode.TYPE_MISMATCH;
import static io.riskgate.rules.compile.ProblemCode.UNKNOWN_FUNCTION;
import static io.riskgate.rules.compile.ProblemCode.UNSUPPORTED;

import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.LiteralExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.NullLiteralExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.expr.ThisExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import io.riskgate.rules.language.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.drools.mvel.parser.ast.expr.DrlNameExpr;
import org.drools.mvel.parser.ast.expr.NullSafeFieldAccessExpr;
import org.jspecify.annotations.Nullable;

/** Reads the values of an expression: literals, properties, arithmetic and function calls, each with its type. */
final class OperandReader {

    private final Names names;
    private final Functions functions;
    private final ExpressionParser parser;
    private final Cursor cursor;

    OperandReader(Names names, Functions functions, ExpressionParser parser, Cursor cursor) {
        this.names = names;
        this.functions = functions;
        this.parser = parser;
        this.cursor = cursor;
    }

    /** A value, or a condition used as one. */
    record Operand(Term term, Optional<Condition> condition) {

        static Operand value(Term term) {
            return new Operand(term, Optional.empty());
        }

        static Operand truth(Condition condition) {
            Term term = new Term(
                    ValueType.BOOLEAN,
                    Term.Kind.PRIMITIVE,
                    condition.canonical(),
                    fact -> condition.test().holds(fact),
                    null);
            return new Operand(term, Optional.of(condition));
        }
    }

    /** @throws Refusal at the first problem */
    Operand read(Expression expression) {
        Expression group = parser.group(expression);
        if (group != null) {
            return read(group);
        }
        return switch (expression) {
            case NullLiteralExpr ignored ->
                throw new Refusal(NULL_COMPARISON, cursor.advanceTo("null"), "null stands only beside == and !=", null);
            case LiteralExpr literal -> literalOperand(literal, false);
            case UnaryExpr unary -> signed(unary);
            case MethodCallExpr call -> call(call);
            case BinaryExpr binary when Arithmetic.is(binary.getOperator()) -> Operand.value(arithmetic(binary));
            default -> Operand.value(path(expression));
        };
    }

    private Operand literalOperand(LiteralExpr literal, boolean negative) {
        Term term = Literals.term(literal, cursor.advanceTo(literal), negative);
        return term.constant() instanceof Boolean value
                ? new Operand(term, Optional.of(Condition.of(term.canonical(), fact -> value)))
                : Operand.value(term);
    }

    private Operand signed(UnaryExpr unary) {
        boolean minus = unary.getOperator() == UnaryExpr.Operator.MINUS;
        if ((minus || unary.getOperator() == UnaryExpr.Operator.PLUS)
                && unary.getExpression() instanceof LiteralExpr literal) {
            return literalOperand(literal, minus);
        }
        throw unsupported("The sign " + unary.getOperator().asString() + " stands only before a number");
    }

    private Term arithmetic(BinaryExpr binary) {
        Term left = read(binary.getLeft()).term();
        Term right = read(binary.getRight()).term();
        if (!left.type().isNumeric() || !right.type().isNumeric()) {
            throw new Refusal(
                    TYPE_MISMATCH,
                    cursor.offset(),
                    "Cannot compute " + left.type().label() + " "
                            + binary.getOperator().asString() + " "
                            + right.type().label(),
                    null);
        }
        if (left.type() == ValueType.DECIMAL || right.type() == ValueType.DECIMAL) {
            int at = cursor.offset();
            return Arithmetic.term(
                    binary.getOperator(), Literals.besideDecimal(left, at), Literals.besideDecimal(right, at));
        }
        return Arithmetic.term(binary.getOperator(), left, right);
    }

    private Operand call(MethodCallExpr call) {
        String target = call.getScope().map(OperandReader::simpleName).orElse(null);
        int at = target == null ? cursor.advanceTo(call.getNameAsString()) : cursor.advanceTo(target);
        String function = call.getNameAsString();
        if ("velocity".equals(target)) {
            List<String> arguments = call.getArguments().stream()
                    .map(argument -> literalText(argument, "The arguments of velocity." + function))
                    .toList();
            return Operand.value(functions.velocity(function, arguments, at));
        }
        if ("lists".equals(target)
                && function.equals("contains")
                && call.getArguments().size() == 2) {
            String list = literalText(call.getArgument(0), "The name of a list");
            Term value = read(call.getArgument(1)).term();
            if (value.type() != ValueType.TEXT) {
                throw new Refusal(
                        TYPE_MISMATCH,
                        cursor.offset(),
                        "Lists hold text, and this is " + value.type().label(),
                        null);
            }
            return Operand.truth(functions.listContains(list, value, at));
        }
        throw new Refusal(
                UNKNOWN_FUNCTION,
                at,
                "The function " + (target == null ? "" : target + ".") + function + " is not in the language",
                "There are velocity.count, velocity.sum, velocity.distinct and lists.contains(name, property).");
    }

    private String literalText(Expression argument, String what) {
        if (argument instanceof StringLiteralExpr literal) {
            return Literals.unescape(literal, cursor.advanceTo(literal));
        }
        throw new Refusal(LITERAL_REFUSED, cursor.offset(), what + " must be text in double quotes", null);
    }

    private static @Nullable String simpleName(Expression expression) {
        return expression instanceof NameExpr name ? name.getNameAsString() : drlName(expression);
    }

    private static @Nullable String drlName(Expression expression) {
        return expression instanceof DrlNameExpr name && name.getBackReferencesCount() == 0
                ? name.getNameAsString()
                : null;
    }

    static boolean isPath(Expression expression) {
        return switch (expression) {
            case FieldAccessExpr field -> isPath(field.getScope());
            case NullSafeFieldAccessExpr field -> isPath(field.getScope());
            case ThisExpr ignored -> true;
            default -> simpleName(expression) != null;
        };
    }

    Term path(Expression expression) {
        if (!isPath(expression)) {
            throw unsupported("This kind of expression is not in the language");
        }
        List<String> parts = new ArrayList<>();
        collect(expression, parts);
        int at = cursor.offset();
        for (int i = 0; i < parts.size(); i++) {
            int found = cursor.advanceTo(parts.get(i));
            at = i == 0 ? found : at;
        }
        if (parts.getFirst().equals("this")) {
            parts.removeFirst();
        }
        return names.resolve(String.join(".", parts), at);
    }

    private static void collect(Expression expression, List<String> parts) {
        switch (expression) {
            case FieldAccessExpr field -> {
                collect(field.getScope(), parts);
                parts.add(field.getNameAsString());
            }
            case NullSafeFieldAccessExpr field -> {
                collect(field.getScope(), parts);
                parts.add(field.getNameAsString());
            }
            case ThisExpr ignored -> parts.add("this");
            default -> parts.add(String.valueOf(simpleName(expression)));
        }
    }

    private Refusal unsupported(String message) {
        return new Refusal(UNSUPPORTED, cursor.offset(), message, null);
    }
}
