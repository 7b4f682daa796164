package io.riskgate.benchmark.languages;

import io.riskgate.rules.compile.CheckoutEvaluator;
import io.riskgate.rules.compile.Traffic;
import io.riskgate.velocity.Feature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jeasy.rules.api.Condition;
import org.jeasy.rules.api.Facts;
import org.jeasy.rules.api.Rules;
import org.jeasy.rules.api.RulesEngine;
import org.jeasy.rules.core.DefaultRulesEngine;
import org.jeasy.rules.core.RuleBuilder;
import org.jeasy.rules.mvel.MVELCondition;

/**
 * Easy Rules' engine, which asks each rule in turn. Facts are few, since it copies or searches all of them for each rule:
 * one for rules in Java, and the checkout and a map of features for rules in MVEL.
 */
final class EasyRulesEvaluator implements CheckoutEvaluator {

    private static final String EVENT = "event";

    private final RulesEngine engine = new DefaultRulesEngine();
    private final Rules rules = new Rules();
    private final Function<Traffic.Event, Facts> facts;
    private List<String> firings = List.of();

    private EasyRulesEvaluator(
            List<NeutralRule> rules,
            Function<NeutralRule, Condition> translator,
            Function<Traffic.Event, Facts> facts) {
        this.facts = facts;
        rules.forEach(rule -> this.rules.register(new RuleBuilder()
                .name(rule.code())
                .when(translator.apply(rule))
                .then(unused -> firings.add(rule.firing()))
                .build()));
    }

    static EasyRulesEvaluator inJava(List<NeutralRule> rules, Traffic traffic) {
        Lambdas lambdas = new Lambdas(traffic.features());
        return new EasyRulesEvaluator(
                rules,
                rule -> {
                    Predicate<Traffic.Event> predicate = lambdas.of(rule);
                    return facts -> predicate.test(facts.get(EVENT));
                },
                event -> {
                    Facts facts = new Facts();
                    facts.put(EVENT, event);
                    return facts;
                });
    }

    static EasyRulesEvaluator inMvel(List<NeutralRule> rules, Traffic traffic) {
        List<Map<String, Number>> velocity = traffic.events().stream()
                .map(event -> byName(event, traffic.features()))
                .toList();
        return new EasyRulesEvaluator(rules, rule -> new MVELCondition(MvelText.of(rule)), event -> {
            Facts facts = new Facts();
            facts.put("checkout", event.checkout());
            facts.put("velocity", velocity.get(event.number()));
            return facts;
        });
    }

    private static Map<String, Number> byName(Traffic.Event event, List<Feature> features) {
        Map<String, Number> values = new HashMap<>();
        for (int i = 0; i < features.size(); i++) {
            values.put(new Velocity(features.get(i)).name(), event.features()[i]);
        }
        return values;
    }

    @Override
    public int evaluate(Traffic.Event event) {
        firings = new ArrayList<>();
        engine.fire(rules, facts.apply(event));
        return firings.size();
    }

    @Override
    public List<String> fired() {
        return firings.stream().sorted().toList();
    }

    @Override
    public void close() {}
}
