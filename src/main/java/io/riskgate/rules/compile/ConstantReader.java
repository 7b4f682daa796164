package io.riskgate.rules.compile;

import static io.riskgate.rules.compile.ProblemCode.CONSTANT_REFUSED;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ast.NodeList;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.LiteralExpr;
import com.github.javaparser.ast.expr.LongLiteralExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.ReturnStmt;
import io.riskgate.rules.language.ValueType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.drools.drl.ast.descr.FunctionDescr;

/**
 * Reads constants: functions of DRL without parameters, whose body is {@code return} and one literal. They are Java to
 * stock Drools; here nothing of them but the literal is understood.
 */
final class ConstantReader {

    static final int CONSTANTS_MAX = 200;
    static final int LIST_ENTRIES_MAX = 200;

    /** Upper case, so that none hides a property or a method of a fact, as it would in stock Drools. */
    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]{1,63}");

    private static final Pattern LONG = Pattern.compile("(0|[1-9][0-9]{0,17})[lL]");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,30}(\\.[0-9]{1,30})?");
    private static final int BODY_LENGTH_MAX = 20_000;
    private static final String EXAMPLES =
            "Such as function int HIGH() { return 100; }, or with return \"text\", true, 5000000000L, new"
                    + " BigDecimal(\"99.95\"), Instant.parse(\"2026-01-01T00:00:00Z\") or List.of(\"A\", \"B\").";

    private final SourceText source;
    private final Problems problems;
    private final Set<String> imports;

    /** @param imports the classes that the text imports */
    ConstantReader(Problems problems, Set<String> imports) {
        this.source = problems.source();
        this.problems = problems;
        this.imports = imports;
    }

    /** The constants that could be read, by name. */
    Map<String, Term> read(List<FunctionDescr> functions) {
        Map<String, Term> constants = new HashMap<>();
        for (FunctionDescr function : functions.subList(0, Math.min(functions.size(), CONSTANTS_MAX))) {
            int at = Positions.of(function, source);
            try {
                // Drools leaves out what it could not read.
                String name = String.valueOf(function.getName());
                if (constants.putIfAbsent(name, constant(function, name, at)) != null) {
                    throw refused(at, "There is a constant " + name + " already");
                }
            } catch (Refusal refusal) {
                refusal.reportTo(problems);
            }
        }
        if (functions.size() > CONSTANTS_MAX) {
            problems.error(
                    CONSTANT_REFUSED,
                    Positions.of(functions.get(CONSTANTS_MAX), source),
                    "A ruleset has at most " + CONSTANTS_MAX + " constants",
                    "Put values into lists.");
        }
        return constants;
    }

    /** A name for an example of a constant, like the one that was asked for. */
    static String exampleName(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return NAME.matcher(upper).matches() ? upper : "LIMIT";
    }

    private Term constant(FunctionDescr function, String name, int at) {
        if (!NAME.matcher(name).matches()) {
            throw refused(at, "A constant's name has 2 to 64 of A-Z, 0-9 and _, and begins with A-Z");
        }
        if (!function.getParameterNames().isEmpty()) {
            throw refused(at, "A constant has no parameters");
        }
        String type = String.valueOf(function.getReturnType());
        Expression value = returned(function, at);
        return switch (type) {
            case "int", "double", "boolean", "String" -> literal(type, value, at);
            case "long" -> wide(value, at);
            case "BigDecimal", "java.math.BigDecimal" -> decimal(type, value, at);
            case "Instant", "java.time.Instant" -> instant(type, value, at);
            case "List", "java.util.List" -> list(type, value, at);
            default ->
                throw refused(
                        at,
                        "A constant is an int, long, double, boolean, String, BigDecimal, Instant or List, and not "
                                + type);
        };
    }

    private static Expression returned(FunctionDescr function, int at) {
        String body = String.valueOf(function.getBody());
        if (body.length() > BODY_LENGTH_MAX) {
            throw refused(at, "A constant has at most " + BODY_LENGTH_MAX + " characters");
        }
        ParseResult<BlockStmt> parsed = new JavaParser(ExpressionParser.configuration()).parseBlock("{" + body + "\n}");
        return parsed.getResult()
                .filter(block -> parsed.isSuccessful() && block.getStatements().size() == 1)
                .map(block -> block.getStatement(0))
                .flatMap(only -> only instanceof ReturnStmt returned ? returned.getExpression() : Optional.empty())
                .orElseThrow(() -> refused(at, "A constant only returns a literal"));
    }

    private static Term literal(String type, Expression value, int at) {
        boolean negative = value instanceof UnaryExpr sign && sign.getOperator() == UnaryExpr.Operator.MINUS;
        Expression unsigned = negative ? ((UnaryExpr) value).getExpression() : value;
        ValueType expected =
                switch (type) {
                    case "int" -> ValueType.WHOLE;
                    case "double" -> ValueType.DOUBLE;
                    case "boolean" -> ValueType.BOOLEAN;
                    default -> ValueType.TEXT;
                };
        if (unsigned instanceof LiteralExpr literal) {
            Term term = Literals.term(literal, at, negative);
            if (term.type() == expected) {
                return term;
            }
        }
        throw refused(at, "This constant returns a literal of type " + type);
    }

    private static Term wide(Expression value, int at) {
        boolean negative = value instanceof UnaryExpr sign && sign.getOperator() == UnaryExpr.Operator.MINUS;
        Expression unsigned = negative ? ((UnaryExpr) value).getExpression() : value;
        if (unsigned instanceof LongLiteralExpr literal
                && LONG.matcher(literal.getValue()).matches()) {
            long magnitude = Long.parseLong(
                    literal.getValue().substring(0, literal.getValue().length() - 1));
            Long number = negative ? -magnitude : magnitude;
            return Term.literal(ValueType.LONG, number, number + "L");
        }
        throw refused(at, "A long is written with an L at its end");
    }

    private Term decimal(String type, Expression value, int at) {
        if (value instanceof ObjectCreationExpr created
                && created.getType().getNameWithScope().equals(type)
                && created.getScope().isEmpty()
                && created.getAnonymousClassBody().isEmpty()) {
            String digits = onlyText(created.getArguments(), at);
            if (DECIMAL.matcher(digits).matches()) {
                requireImport(type, "java.math.BigDecimal", at);
                BigDecimal number = new BigDecimal(digits);
                return Term.literal(ValueType.DECIMAL, number, number + "B");
            }
        }
        throw refused(at, "A BigDecimal is written as new " + type + "(\"99.95\")");
    }

    private Term instant(String type, Expression value, int at) {
        String text = onlyText(arguments(value, type, "parse", at), at);
        requireImport(type, "java.time.Instant", at);
        try {
            Instant instant = Instant.parse(text);
            return Term.literal(ValueType.INSTANT, instant, "Instant(" + instant + ")");
        } catch (DateTimeException malformed) {
            throw refused(at, "An Instant is written as " + type + ".parse(\"2026-01-01T00:00:00Z\")");
        }
    }

    private Term list(String type, Expression value, int at) {
        NodeList<Expression> entries = arguments(value, type, "of", at);
        requireImport(type, "java.util.List", at);
        if (entries.isEmpty() || entries.size() > LIST_ENTRIES_MAX) {
            throw refused(at, "A List has 1 to " + LIST_ENTRIES_MAX + " texts");
        }
        List<String> texts = new ArrayList<>();
        for (Expression entry : entries) {
            texts.add(text(entry, at));
        }
        return Term.literal(
                ValueType.TEXTS,
                List.copyOf(texts),
                texts.stream().map(Literals::quoted).collect(Collectors.joining(", ", "List(", ")")));
    }

    private static NodeList<Expression> arguments(Expression value, String owner, String method, int at) {
        if (value instanceof MethodCallExpr call
                && call.getNameAsString().equals(method)
                && call.getTypeArguments().isEmpty()
                && call.getScope()
                        .map(Expression::toString)
                        .filter(owner::equals)
                        .isPresent()) {
            return call.getArguments();
        }
        throw refused(at, "A constant of type " + owner + " is written with " + owner + "." + method + "( ... )");
    }

    private static String onlyText(NodeList<Expression> arguments, int at) {
        if (arguments.size() != 1) {
            throw refused(at, "One text in double quotes is expected here");
        }
        return text(arguments.getFirst().orElseThrow(), at);
    }

    private static String text(Expression expression, int at) {
        if (expression instanceof StringLiteralExpr literal
                && literal.getValue().length() <= Literals.TEXT_LENGTH_MAX) {
            return Literals.unescape(literal, at);
        }
        throw refused(
                at, "Text in double quotes is expected here, of at most " + Literals.TEXT_LENGTH_MAX + " characters");
    }

    private void requireImport(String written, String className, int at) {
        if (!written.equals(className) && !imports.contains(className)) {
            throw new Refusal(
                    CONSTANT_REFUSED,
                    at,
                    written + " is not imported",
                    "Add import " + className + "; stock tools need it too.");
        }
    }

    private static Refusal refused(int at, String message) {
        return new Refusal(CONSTANT_REFUSED, at, message, EXAMPLES);
    }
}
