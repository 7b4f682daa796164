package io.riskgate.rules.compile;

import static io.riskgate.rules.compile.ProblemCode.GLOBAL_REFUSED;
import static io.riskgate.rules.compile.ProblemCode.IMPORT_REFUSED;
import static io.riskgate.rules.compile.ProblemCode.SYNTAX;
import static io.riskgate.rules.compile.ProblemCode.TOO_DEEP;
import static io.riskgate.rules.compile.ProblemCode.UNSUPPORTED;

import io.riskgate.rules.language.Schema;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.FunctionDescr;
import org.drools.drl.ast.descr.GlobalDescr;
import org.drools.drl.ast.descr.ImportDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.QueryDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsError;
import org.drools.drl.parser.DroolsParserException;
import org.drools.drl.parser.ParserError;
import org.jspecify.annotations.Nullable;
import org.kie.internal.builder.conf.LanguageLevelOption;

/** Reads the frame of a text: Drools' own parser, then everything around the rules. */
final class PackageReader {

    private static final Pattern PARSER_PREFIX = Pattern.compile("^\\[ERR \\d+] (Line \\d+:\\d+ )?");
    private static final Pattern TRIPPED_AT = Pattern.compile("^Line (\\d+):(\\d+) ");

    private final SourceText source;
    private final Problems problems;
    private final NavigableSet<Integer> brokenLines = new TreeSet<>();

    PackageReader(Problems problems) {
        this.source = problems.source();
        this.problems = problems;
    }

    /**
     * What a text holds, as Drools parsed it.
     *
     * @param imports the classes that it imports
     */
    record Contents(List<RuleDescr> rules, List<FunctionDescr> functions, Set<String> imports) {

        static final Contents NONE = new Contents(List.of(), List.of(), Set.of());
    }

    /** What could be read, also if there are problems elsewhere. */
    Contents read() {
        if (!Admission.admits(problems) || source.text().isBlank()) {
            return Contents.NONE;
        }
        PackageDescr parsed = parse();
        if (parsed == null) {
            return Contents.NONE;
        }
        refuseAllElse(parsed);
        Set<String> imports = parsed.getImports().stream()
                .map(imported -> String.valueOf(imported.getTarget()))
                .collect(Collectors.toSet());
        return new Contents(rules(parsed), parsed.getFunctions(), imports);
    }

    private @Nullable PackageDescr parse() {
        DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
        PackageDescr parsed = null;
        try {
            // As an editor does: what can be read is read although something else cannot, so that all problems are
            // found.
            parsed = parser.parse(true, source.text());
        } catch (DroolsParserException | RuntimeException broken) {
            problems.error(SYNTAX, 0, "The text is not DRL", null);
        } catch (StackOverflowError tooDeep) {
            problems.error(TOO_DEEP, 0, "The text nests too deeply to be read", null);
        }
        report(parser.getErrors());
        return parsed;
    }

    /**
     * The parser trips over some texts, and then says so, without a line, in words about itself. That is reported only
     * if it has nothing else to say.
     */
    private void report(List<DroolsError> errors) {
        List<ParserError> aboutTheText = errors.stream()
                .filter(ParserError.class::isInstance)
                .map(ParserError.class::cast)
                .filter(error -> error.getRow() > 0)
                .toList();
        for (ParserError error : aboutTheText) {
            String message = PARSER_PREFIX.matcher(error.getMessage()).replaceFirst("");
            String firstLine = message.lines().findFirst().orElse("here");
            report(error.getRow(), error.getCol() + 1, "Cannot be read as DRL: " + firstLine);
        }
        if (aboutTheText.isEmpty() && !errors.isEmpty()) {
            Matcher at = TRIPPED_AT.matcher(errors.getFirst().getMessage());
            boolean known = at.find();
            int line = known ? Integer.parseInt(at.group(1)) : 1;
            int column = known ? Integer.parseInt(at.group(2)) + 1 : 1;
            report(line, column, "Cannot be read as DRL from here on");
        }
    }

    private void report(int line, int column, String message) {
        brokenLines.add(line);
        problems.error(SYNTAX, source.offsetOf(line, column), message, null);
    }

    private void refuseAllElse(PackageDescr parsed) {
        for (ImportDescr imported : parsed.getImports()) {
            String target = String.valueOf(imported.getTarget());
            if (!Schema.IMPORTS.contains(target) && !Schema.CONSTANT_TYPES.contains(target)) {
                problems.error(
                        IMPORT_REFUSED,
                        offset(imported),
                        "Only " + String.join(", ", Schema.IMPORTS) + " and, for constants, "
                                + String.join(", ", Schema.CONSTANT_TYPES) + " can be imported",
                        "Leave imports of facts out: Checkout and Item are always there.");
            }
        }
        for (GlobalDescr global : parsed.getGlobals()) {
            String name = String.valueOf(global.getIdentifier());
            if (global.getType() == null || !global.getType().equals(Schema.GLOBALS.get(name))) {
                problems.error(
                        GLOBAL_REFUSED,
                        offset(global),
                        "There is no global " + name + " of that type",
                        "Leave globals out: velocity, lists, limits and decision are always there.");
            }
        }
        parsed.getFunctionImports().forEach(d -> refuse(IMPORT_REFUSED, d, "Functions cannot be imported"));
        parsed.getAccumulateImports().forEach(d -> refuse(IMPORT_REFUSED, d, "Functions cannot be imported"));
        parsed.getTypeDeclarations().forEach(d -> refuse(UNSUPPORTED, d, "Types cannot be declared"));
        parsed.getEnumDeclarations().forEach(d -> refuse(UNSUPPORTED, d, "Types cannot be declared"));
        parsed.getEntryPointDeclarations().forEach(d -> refuse(UNSUPPORTED, d, "Entry points are not in the language"));
        parsed.getWindowDeclarations().forEach(d -> refuse(UNSUPPORTED, d, "Windows cannot be declared"));
        parsed.getAttributes()
                .forEach(d -> refuse(ProblemCode.ATTRIBUTE_REFUSED, d, "An attribute belongs to a single rule"));
        if (parsed.getUnit() != null) {
            refuse(UNSUPPORTED, parsed.getUnit(), "Rule units are not in the language");
        }
    }

    private List<RuleDescr> rules(PackageDescr parsed) {
        List<RuleDescr> rules = parsed.getRules();
        rules.stream()
                .filter(QueryDescr.class::isInstance)
                .forEach(q -> refuse(UNSUPPORTED, q, "Queries are not in the language"));
        return IntStream.range(0, rules.size())
                .filter(i -> !(rules.get(i) instanceof QueryDescr))
                .filter(i -> !broken(rules.get(i), i + 1 < rules.size() ? rules.get(i + 1) : null))
                .mapToObj(rules::get)
                .toList();
    }

    /** Whether the rule has a syntax error: what the parser made of it then would only be reported twice. */
    private boolean broken(RuleDescr rule, @Nullable RuleDescr next) {
        int end = next == null ? Integer.MAX_VALUE : Math.max(next.getLine(), rule.getLine() + 1);
        return !brokenLines.subSet(rule.getLine(), end).isEmpty();
    }

    private void refuse(ProblemCode code, BaseDescr what, String message) {
        problems.error(code, offset(what), message, null);
    }

    private int offset(BaseDescr descr) {
        return Positions.of(descr, source);
    }
}
