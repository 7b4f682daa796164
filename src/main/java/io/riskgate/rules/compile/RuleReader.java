package io.riskgate.rules.compile;

import static io.riskgate.rules.compile.ProblemCode.ANNOTATION_REFUSED;
import static io.riskgate.rules.compile.ProblemCode.DUPLICATE_RULE;
import static io.riskgate.rules.compile.ProblemCode.NAME_TOO_LONG;
import static io.riskgate.rules.compile.ProblemCode.SIMILAR_NAME;
import static io.riskgate.rules.compile.ProblemCode.UNSUPPORTED;

import io.riskgate.rules.Firing;
import io.riskgate.rules.RuleDescription;
import io.riskgate.rules.WhenDegraded;
import io.riskgate.rules.compile.ConsequenceReader.Call;
import io.riskgate.rules.compile.ParsedRule.Element;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AnnotationDescr;
import org.drools.drl.ast.descr.RuleDescr;

/** Reads the rules of one text, one after the other: name, attributes, annotations, conditions, consequence. */
final class RuleReader {

    static final int NAME_LENGTH_MAX = 128;
    /** Control, formatting and unassigned characters, such as the ones that turn the direction of writing. */
    private static final Pattern INVISIBLE = Pattern.compile("\\p{C}");

    /** The annotations that a rule may carry, each with one text. */
    private static final Set<String> ANNOTATIONS =
            Set.of("reason", "description", "owner", "link", "since", "degraded");

    private static final int ANNOTATION_LENGTH_MAX = 500;
    private static final Pattern QUOTED = Pattern.compile("(?s)\"(?:[^\"\\\\]|\\\\.)*+\"");

    private final SourceText source;
    private final Problems problems;
    private final ConditionReader conditions;
    private final ConsequenceReader consequences;
    private final Set<String> names = new HashSet<>();
    private final Set<String> foldedNames = new HashSet<>();

    RuleReader(Problems problems, Vocabulary vocabulary) {
        this.source = problems.source();
        this.problems = problems;
        this.conditions = new ConditionReader(problems, vocabulary);
        this.consequences = new ConsequenceReader(problems, vocabulary);
    }

    /** The rule, or empty if it has problems, which are then reported. */
    Optional<ParsedRule> read(RuleDescr rule) {
        int problemsBefore = problems.errors();
        checkName(rule);
        RuleAttributes attributes = RuleAttributes.read(rule, problems);
        Map<String, String> annotations = annotations(rule);
        List<Element> elements = conditions.read(rule);
        List<Call> calls = consequences.read(rule);
        if (problems.errors() > problemsBefore) {
            return Optional.empty();
        }
        List<String> reasons = calls.stream().map(Call::code).distinct().toList();
        RuleDescription description = new RuleDescription(
                rule.getName(),
                rule.getLine(),
                attributes.salience(),
                attributes.enabled(),
                annotations,
                reasons,
                Velocities.in(elements));
        List<Firing> effects = calls.stream()
                .map(call -> new Firing(description, call.effect(), call.code(), call.points()))
                .toList();
        return Optional.of(new ParsedRule(
                description,
                attributes.restrict(Velocities.whenDegraded(elements, description.whenDegraded())),
                attributes.activationGroup(),
                effects));
    }

    private void checkName(RuleDescr rule) {
        int at = Positions.of(rule, source);
        // Drools leaves the name out of what it could not read.
        String name = rule.getName() == null ? "" : rule.getName();
        if (name.length() > NAME_LENGTH_MAX
                || name.isBlank()
                || INVISIBLE.matcher(name).find()) {
            problems.error(
                    NAME_TOO_LONG,
                    at,
                    "A rule's name has 1 to " + NAME_LENGTH_MAX + " characters, all of them printable");
        } else if (!names.add(name)) {
            problems.error(
                    DUPLICATE_RULE, at, "There is a rule \"" + name + "\" already", "Names are unique in a ruleset.");
        } else if (!foldedNames.add(name.strip().toLowerCase(Locale.ROOT))) {
            problems.warning(
                    SIMILAR_NAME,
                    at,
                    "Another rule's name differs from \"" + name + "\" only in case or blanks",
                    "Reasons and statistics are told apart by the name.");
        }
        if (rule.getParentName() != null) {
            problems.error(UNSUPPORTED, at, "Rules cannot extend each other", "Repeat the conditions.");
        }
        if (!rule.getNamedConsequences().isEmpty()) {
            problems.error(UNSUPPORTED, at, "A rule has one consequence", "Write a second rule.");
        }
    }

    private Map<String, String> annotations(RuleDescr rule) {
        Map<String, String> annotations = new LinkedHashMap<>();
        for (AnnotationDescr annotation : rule.getAnnotations()) {
            int at = Math.max(0, source.text().indexOf("@" + annotation.getName(), Positions.of(rule, source)));
            String value = annotation.getSingleValueAsString();
            if (!ANNOTATIONS.contains(annotation.getName())) {
                problems.error(
                        ANNOTATION_REFUSED,
                        at,
                        "The annotation @" + annotation.getName() + " is not in the language",
                        "A rule may have "
                                + ANNOTATIONS.stream()
                                        .sorted()
                                        .map(n -> "@" + n)
                                        .toList() + ".");
            } else if (value == null
                    || annotation.getValueMap().size() != 1
                    || value.length() > ANNOTATION_LENGTH_MAX
                    || !QUOTED.matcher(value).matches()) {
                problems.error(
                        ANNOTATION_REFUSED,
                        at,
                        "@" + annotation.getName() + " takes one text in double quotes of at most "
                                + ANNOTATION_LENGTH_MAX + " characters");
            } else if (annotation.getName().equals("degraded")
                    && WhenDegraded.ofLabel(AnnotationDescr.unquote(value)).isEmpty()) {
                problems.error(
                        ANNOTATION_REFUSED,
                        at,
                        "@degraded does not take " + value,
                        "It takes \"estimate\", \"skip\" or \"fire\".");
            } else {
                annotations.put(annotation.getName(), AnnotationDescr.unquote(value));
            }
        }
        return annotations;
    }
}
