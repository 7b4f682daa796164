package io.riskgate.decision;

import io.riskgate.journal.JournalEntry;
import io.riskgate.limits.Claim;
import io.riskgate.limits.Exposure;
import io.riskgate.limits.Limit;
import io.riskgate.lists.ListLookup;
import io.riskgate.model.Checkout;
import io.riskgate.model.Decision;
import io.riskgate.model.Evidence;
import io.riskgate.model.Reason;
import io.riskgate.model.Verdict;
import io.riskgate.rules.Compilation;
import io.riskgate.rules.CompiledRules;
import io.riskgate.rules.Evaluation;
import io.riskgate.rules.RuleSession;
import io.riskgate.rules.Ruleset;
import io.riskgate.rules.RulesetCompiler;
import io.riskgate.velocity.Dimension;
import io.riskgate.velocity.Feature;
import io.riskgate.velocity.Units;
import io.riskgate.velocity.Window;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a decision of the journal again, from the texts of the rules that it names, its checkout and its {@link Evidence}. Nothing else
 * is asked: neither windows nor lists nor limits of now. For one thread; blocks as long as a compiler takes for a text that it has
 * not seen among the last {@link #COMPILED_MAX}.
 */
public final class DecisionReplay {

    static final int COMPILED_MAX = 64;

    /** The text of a version, {@code null} if it is not there any more. */
    @FunctionalInterface
    public interface Texts {
        @Nullable
        String text(String scope, int version);
    }

    /** What came of it. */
    public sealed interface Outcome {

        /** The same verdict, score, reasons and tags. */
        record Same() implements Outcome {}

        /** Something else than stands in the journal. */
        record Different(Verdict verdict, int score, List<Reason> reasons, List<String> tags) implements Outcome {}

        /**
         * It cannot be made again.
         *
         * @param why a sentence
         */
        record Impossible(String why) implements Outcome {}
    }

    private static final class MissingException extends Exception {

        private static final long serialVersionUID = 1L;

        MissingException(String why) {
            super(why);
        }
    }

    private final Texts texts;
    private final RulesetCompiler compiler;

    /** By the hash of their text. */
    private final Map<String, CompiledRules> compiled = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CompiledRules> eldest) {
            return size() > COMPILED_MAX;
        }
    };

    public DecisionReplay(Texts texts, RulesetCompiler compiler) {
        this.texts = texts;
        this.compiler = compiler;
    }

    /** Makes the decision again. */
    public Outcome replay(JournalEntry entry) {
        try {
            return compare(entry.decision(), again(entry));
        } catch (MissingException e) {
            return new Outcome.Impossible(String.valueOf(e.getMessage()));
        }
    }

    private static Outcome compare(Decision decision, Conclusion again) {
        boolean same = again.verdict() == decision.verdict()
                && again.score() == decision.score()
                && again.reasons().equals(decision.reasons())
                && again.tags().equals(decision.tags());
        return same
                ? new Outcome.Same()
                : new Outcome.Different(again.verdict(), again.score(), again.reasons(), again.tags());
    }

    private Conclusion again(JournalEntry entry) throws MissingException {
        Decision decision = entry.decision();
        Evidence evidence = entry.evidence();
        if (evidence == null) {
            if (!decision.degraded().contains(Degraded.OVERLOAD)
                    && !decision.degraded().contains(Degraded.VELOCITY)
                    && !decision.degraded().contains(Degraded.RULES)) {
                throw new MissingException("The decision is from before journal lines had what it rests on");
            }
            // The fallback verdict rests on nothing, so there is nothing that could have come out otherwise.
            return new Conclusion(decision.verdict(), 0, List.of(), List.of());
        }
        if (evidence.rulesets().size() != decision.rulesets().size()) {
            throw new MissingException("The line names other rulesets than it has evidence of");
        }
        boolean degraded = decision.degraded().contains(Degraded.VELOCITY_LOCAL);
        List<Exposure> exposures = exposures(entry.checkout(), evidence);
        List<Evaluated> evaluated = new ArrayList<>();
        for (int i = 0; i < evidence.rulesets().size(); i++) {
            evaluated.add(evaluate(
                    entry.checkout(),
                    decision.rulesets().get(i),
                    evidence.rulesets().get(i),
                    exposures,
                    degraded));
        }
        Conclusion conclusion = Conclusion.of(evaluated, evidence.reviewAt(), evidence.declineAt());
        if (!exposures.isEmpty()) {
            conclusion = conclusion.within(exposures, Units.of(entry.checkout().amount()));
        }
        return decision.degraded().contains(Degraded.RULES) ? conclusion.atLeast(evidence.fallback()) : conclusion;
    }

    private Evaluated evaluate(
            Checkout checkout, String name, Evidence.OfRuleset seen, List<Exposure> exposures, boolean degraded)
            throws MissingException {
        int at = name.lastIndexOf('@');
        String scope = name.substring(0, at);
        int version = Integer.parseInt(name.substring(at + 1));
        CompiledRules rules = rules(scope, version, seen.hash());
        Ruleset ruleset = new Ruleset(scope, version, seen.hash(), rules);
        Evaluation evaluation = new Evaluation(
                checkout, features(rules.features(), seen), 0, onLists(seen), available(ruleset, exposures));
        if (degraded) {
            evaluation.markDegraded();
        }
        try (RuleSession session = rules.newSession()) {
            session.evaluate(evaluation);
        }
        return new Evaluated(ruleset, evaluation.firings(), evaluation.truncated(), degraded);
    }

    private CompiledRules rules(String scope, int version, String hash) throws MissingException {
        CompiledRules known = compiled.get(hash);
        if (known != null) {
            return known;
        }
        String name = scope + "@" + version;
        String text = texts.text(scope, version);
        if (text == null) {
            throw new MissingException("The text of " + name + " is not there any more");
        }
        if (!Ruleset.hash(text).equals(hash)) {
            throw new MissingException("The text of " + name + " is not the one that decided: its hash is "
                    + Ruleset.hash(text) + ", and the journal has " + hash);
        }
        return switch (compiler.compile(text)) {
            case Compilation.Accepted accepted -> {
                compiled.put(hash, accepted.rules());
                yield accepted.rules();
            }
            case Compilation.Refused refused ->
                throw new MissingException("The text of " + name + " is not taken any more: "
                        + refused.problems().getFirst().message());
        };
    }

    private static Number[] features(List<Feature> asked, Evidence.OfRuleset seen) throws MissingException {
        if (asked.size() != seen.features().size()) {
            throw new MissingException(
                    "The line has " + seen.features().size() + " features where the rules ask for " + asked.size());
        }
        Number[] features = new Number[asked.size()];
        for (int i = 0; i < features.length; i++) {
            Number value = seen.features().get(i);
            features[i] = asked.get(i).kind() == Feature.Kind.SUM ? decimal(value) : (Number) value.longValue();
        }
        return features;
    }

    private static BigDecimal decimal(Number value) {
        return value instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf(value.longValue());
    }

    private static ListLookup onLists(Evidence.OfRuleset seen) {
        Set<Evidence.ListHit> hits = new HashSet<>(seen.hits());
        return (list, value) -> hits.contains(new Evidence.ListHit(list, value));
    }

    /** As the plan has it: of two limits of one name the merchant's, and the platform's rules see the platform's only. */
    private static List<? extends @Nullable BigDecimal> available(Ruleset ruleset, List<Exposure> exposures) {
        List<String> names = ruleset.compiled().limits();
        if (exposures.isEmpty() || names.isEmpty()) {
            return List.of();
        }
        @Nullable BigDecimal[] available = new BigDecimal[names.size()];
        for (Exposure exposure : exposures) {
            Limit limit = exposure.claim().limit();
            int index = names.indexOf(limit.name());
            if (index >= 0
                    && (limit.scope().equals(Limit.PLATFORM) || !ruleset.scope().equals(Ruleset.PLATFORM))) {
                available[index] = exposure.available();
            }
        }
        return Arrays.asList(available);
    }

    /** How long limits hold and count is of no account here. */
    private static List<Exposure> exposures(Checkout checkout, Evidence evidence) throws MissingException {
        List<Exposure> exposures = new ArrayList<>();
        for (Evidence.OfLimit seen : evidence.limits()) {
            Dimension by = Dimension.of(seen.by())
                    .orElseThrow(() -> new MissingException("No limit can be by " + seen.by() + " any more"));
            Limit limit = new Limit(
                    seen.scope(),
                    seen.name(),
                    by,
                    seen.maxUnits(),
                    seen.currency(),
                    Window.DAYS_30,
                    0,
                    seen.onExceeded());
            String value = by.valueIn(checkout);
            exposures.add(
                    new Exposure(new Claim(limit, value == null ? "" : value), seen.usedUnits(), seen.allowedUnits()));
        }
        return exposures;
    }
}
