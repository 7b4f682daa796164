package io.riskgate.rules.compile;

import static io.riskgate.rules.compile.ProblemCode.ARITHMETIC_SIDE;
import static io.riskgate.rules.compile.ProblemCode.LITERAL_REFUSED;
import static io.riskgate.rules.compile.ProblemCode.NULL_COMPARISON;
import static io.riskgate.rules.compile.ProblemCode.TYPE_MISMATCH;
import static io.riskgate.rules.compile.ProblemCode.UNKNOWN_FUNCTION;
import static io.riskgate.rules.compile.ProblemCode.UNSUPPORTED;

import com.github.javaparser.ast.NodeList;
import com.github.javaparser.ast.expr.ArrayAccessExpr;
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
import org.drools.mvel.parser.ast.expr.NullSafeMethodCallExpr;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of an expression: literals, constants, properties, attributes, arithmetic, functions and methods,
 * each with its type.
 */
final class OperandReader {

    private final Names names;
    private final Vocabulary vocabulary;
    private final ExpressionParser parser;
    private final Cursor cursor;

    OperandReader(Names names, Vocabulary vocabulary, ExpressionParser parser, Cursor cursor) {
        this.names = names;
        this.vocabulary = vocabulary;
        this.parser = parser;
        this.cursor = cursor;
    }

    /** A value, or a condition used as one. */
    record Operand(Term term, Optional<Condition> condition) {

        /** A value; if it is true or false, it is a condition too, which does not hold where there is no value. */
        static Operand value(Term term) {
            return term.type() == ValueType.BOOLEAN
                    ? new Operand(
                            term,
                            Optional.of(Condition.of(
                                    term.canonical(),
                                    row -> Boolean.TRUE.equals(term.code().eval(row)),
                                    term)))
                    : new Operand(term, Optional.empty());
        }

        static Operand truth(Condition condition) {
            Term.Code code = row -> condition.test().holds(row);
            Term term = Term.computed(
                    ValueType.BOOLEAN,
                    condition.canonical(),
                    code,
                    condition.leaves().toArray(Term[]::new));
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
            case LiteralExpr literal -> Operand.value(Literals.term(literal, cursor.advanceTo(literal), false));
            case UnaryExpr unary -> Operand.value(signed(unary));
            case MethodCallExpr call -> call(call.getScope(), call.getNameAsString(), call.getArguments());
            case NullSafeMethodCallExpr call -> call(call.getScope(), call.getNameAsString(), call.getArguments());
            case BinaryExpr binary when Arithmetic.is(binary.getOperator()) -> Operand.value(arithmetic(binary));
            case ArrayAccessExpr access -> Operand.value(attribute(access.getName(), access.getIndex()));
            default -> Operand.value(path(expression));
        };
    }

    private Term signed(UnaryExpr unary) {
        boolean minus = unary.getOperator() == UnaryExpr.Operator.MINUS;
        if ((minus || unary.getOperator() == UnaryExpr.Operator.PLUS)
                && unary.getExpression() instanceof LiteralExpr literal) {
            return Literals.term(literal, cursor.advanceTo(literal), minus);
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
            if (isConstant(binary.getLeft()) || isConstant(binary.getRight())) {
                throw new Refusal(
                        ARITHMETIC_SIDE,
                        at,
                        "Stock Drools cannot compile decimal arithmetic with a constant",
                        "Write the number itself, or compare with the constant instead of computing with it.");
            }
            return Arithmetic.term(
                    binary.getOperator(), Literals.besideDecimal(left, at), Literals.besideDecimal(right, at));
        }
        return Arithmetic.term(binary.getOperator(), left, right);
    }

    private boolean isConstant(Expression expression) {
        Expression group = parser.group(expression);
        return group == null
                ? expression instanceof MethodCallExpr call && call.getScope().isEmpty()
                : isConstant(group);
    }

    private Operand call(Optional<Expression> scope, String name, NodeList<Expression> arguments) {
        String target = scope.map(OperandReader::simpleName).orElse(null);
        if ("velocity".equals(target)) {
            int at = cursor.advanceTo("velocity");
            List<String> texts = arguments.stream()
                    .map(argument -> constantText(argument, "The arguments of velocity." + name))
                    .toList();
            return Operand.value(vocabulary.functions().velocity(name, texts, at));
        }
        if ("lists".equals(target)) {
            return listContains(name, arguments);
        }
        if ("limits".equals(target)) {
            return Operand.value(available(name, arguments));
        }
        if (scope.isEmpty()) {
            int at = cursor.advanceTo(name);
            if (!arguments.isEmpty()) {
                throw unknownFunction(name, at);
            }
            return Operand.value(vocabulary.constant(name, at));
        }
        if ("attributes".equals(lastName(scope.get())) && name.equals("get") && arguments.size() == 1) {
            return Operand.value(attribute(scope.get(), arguments.getFirst().orElseThrow()));
        }
        if (target != null && Character.isUpperCase(target.charAt(0))) {
            throw unknownFunction(target + "." + name, cursor.advanceTo(target));
        }
        Term on = read(scope.get()).term();
        int at = cursor.advanceTo(name);
        List<Term> values =
                arguments.stream().map(argument -> read(argument).term()).toList();
        return Operand.value(Methods.call(on, name, values, at));
    }

    private Operand listContains(String name, NodeList<Expression> arguments) {
        int at = cursor.advanceTo("lists");
        if (!name.equals("contains") || arguments.size() != 2) {
            throw unknownFunction("lists." + name, at);
        }
        String list = constantText(arguments.get(0), "The name of a list");
        Term value = read(arguments.get(1)).term();
        if (value.type() != ValueType.TEXT && value.type() != ValueType.ATTRIBUTE) {
            throw new Refusal(
                    TYPE_MISMATCH,
                    cursor.offset(),
                    "Lists hold text, and this is " + value.type().label(),
                    null);
        }
        return Operand.truth(vocabulary.functions().listContains(list, value, at));
    }

    private Term available(String name, NodeList<Expression> arguments) {
        int at = cursor.advanceTo("limits");
        if (!name.equals("available") || arguments.size() != 1) {
            throw unknownFunction("limits." + name, at);
        }
        return vocabulary.functions().available(constantText(arguments.get(0), "The name of a limit"), at);
    }

    private static Refusal unknownFunction(String name, int at) {
        return new Refusal(
                UNKNOWN_FUNCTION,
                at,
                "The function " + name + " is not in the language",
                "There are velocity.count, velocity.sum, velocity.distinct, lists.contains(name, property),"
                        + " limits.available(name), constants such as LIMIT(), and methods of text and instants.");
    }

    private String constantText(Expression argument, String what) {
        if (argument instanceof StringLiteralExpr literal) {
            return Literals.unescape(literal, cursor.advanceTo(literal));
        }
        if (argument instanceof MethodCallExpr call
                && call.getScope().isEmpty()
                && read(argument).term().constant() instanceof String text) {
            return text;
        }
        throw new Refusal(
                LITERAL_REFUSED, cursor.offset(), what + " must be text in double quotes, or a constant", null);
    }

    private Term attribute(Expression owner, Expression key) {
        if (!isPath(owner) || !(key instanceof StringLiteralExpr literal)) {
            throw unsupported("Brackets stand only behind attributes, with a name in double quotes");
        }
        int at = advanceAlong(owner);
        String name = Literals.unescape(literal, cursor.advanceTo(literal));
        return names.attribute(String.join(".", parts(owner)), name, at);
    }

    private static @Nullable String simpleName(Expression expression) {
        // A DrlNameExpr is a NameExpr too, which does not know of the ../ before it.
        if (expression instanceof DrlNameExpr name) {
            return name.getBackReferencesCount() == 0 ? name.getNameAsString() : null;
        }
        return expression instanceof NameExpr name ? name.getNameAsString() : null;
    }

    private static @Nullable String lastName(Expression expression) {
        return expression instanceof FieldAccessExpr field ? field.getNameAsString() : simpleName(expression);
    }

    static boolean isPath(Expression expression) {
        return switch (expression) {
            case FieldAccessExpr field -> isPath(field.getScope());
            case NullSafeFieldAccessExpr field -> isPath(field.getScope());
            case ThisExpr ignored -> true;
            default -> simpleName(expression) != null;
        };
    }

    /** The binding that stands for a whole fact if the expression is {@code $name} or {@code this}, else {@code null}. */
    Scope.@Nullable Binding fact(Expression expression) {
        if (expression instanceof ThisExpr) {
            cursor.advanceTo("this");
            return new Scope.Binding(names.factType(), names.pattern(), null);
        }
        String name = simpleName(expression);
        if (name == null || !name.startsWith("$")) {
            return null;
        }
        Scope.Binding binding = names.binding(name, cursor.advanceTo(name));
        return binding.value() == null ? binding : null;
    }

    private Term path(Expression expression) {
        if (!isPath(expression)) {
            throw unsupported("This kind of expression is not in the language");
        }
        int at = advanceAlong(expression);
        return names.resolve(String.join(".", parts(expression)), at);
    }

    private int advanceAlong(Expression path) {
        List<String> written = new ArrayList<>();
        collect(path, written);
        int at = cursor.advanceTo(written.getFirst());
        written.forEach(cursor::advanceTo);
        return at;
    }

    /** The names of a path, without {@code this}. */
    private static List<String> parts(Expression path) {
        List<String> parts = new ArrayList<>();
        collect(path, parts);
        if (parts.getFirst().equals("this")) {
            parts.removeFirst();
        }
        return parts;
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
