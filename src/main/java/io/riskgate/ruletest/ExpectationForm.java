package io.riskgate.ruletest;

import io.riskgate.model.Verdict;
import io.riskgate.rules.RuleDescription;
import io.riskgate.rules.Ruleset;
import io.riskgate.ruletest.YamlNode.Scalar;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what a test expects. A rule's name must be right, or a {@code not_fired} would hold for ever. */
final class ExpectationForm {

    private static final int SCORE_MAX = 1_000_000_000;
    private static final List<String> KEYS = List.of("verdict", "score", "reasons", "tags", "fired", "not_fired");
    private static final List<String> VERDICTS =
            Arrays.stream(Verdict.values()).map(Enum::name).toList();

    private final Set<String> rules;
    private final Mistakes mistakes;

    ExpectationForm(Ruleset ruleset, Mistakes mistakes) {
        this.rules =
                ruleset.compiled().rules().stream().map(RuleDescription::name).collect(Collectors.toSet());
        this.mistakes = mistakes;
    }

    /** {@code null} if there is no verdict in it. */
    @Nullable
    Expectation read(YamlNode node) {
        Form form = Form.of(node, "expect", KEYS, mistakes);
        if (form == null) {
            return null;
        }
        Verdict verdict = verdict(form);
        Integer score = form.whole("score", 0, SCORE_MAX);
        List<String> reasons = texts(form, "reasons");
        List<String> tags = texts(form, "tags");
        List<String> fired = rules(form, "fired");
        List<String> notFired = rules(form, "not_fired");
        return verdict == null ? null : new Expectation(verdict, score, reasons, tags, fired, notFired);
    }

    private @Nullable Verdict verdict(Form form) {
        YamlNode node = form.required("verdict");
        if (node == null) {
            return null;
        }
        if (node instanceof Scalar scalar && VERDICTS.contains(scalar.text())) {
            return Verdict.valueOf(scalar.text());
        }
        mistakes.add(Mistake.TEST_VALUE, node, "verdict must be one of " + String.join(", ", VERDICTS), null);
        return null;
    }

    private static @Nullable List<String> texts(Form form, String key) {
        List<Scalar> texts = form.texts(key);
        return texts == null ? null : texts.stream().map(Scalar::text).toList();
    }

    private List<String> rules(Form form, String key) {
        List<Scalar> names = Objects.requireNonNullElse(form.texts(key), List.of());
        for (Scalar name : names) {
            if (!rules.contains(name.text())) {
                mistakes.add(
                        Mistake.TEST_UNKNOWN_RULE,
                        name,
                        "There is no rule \"" + name.text() + "\"",
                        rules.stream().sorted().collect(Collectors.joining("\", \"", "Allowed here: \"", "\"")));
            }
        }
        return names.stream().map(Scalar::text).toList();
    }
}
