package io.riskgate.benchmark.languages;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.common.CelValidationException;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelVariableResolver;
import io.riskgate.rules.compile.CheckoutEvaluator;
import io.riskgate.rules.compile.Traffic;
import io.riskgate.velocity.Feature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * CEL: a checked program a rule, on variables that are made ready beforehand. CEL has conditions only, so that what
 * happens to those that hold is Java.
 */
final class CelEvaluator implements CheckoutEvaluator {

    private record Programmed(CelRuntime.Program program, String firing) {}

    private final List<Programmed> rules = new ArrayList<>();
    private final List<CelVariableResolver> variables;
    private List<String> firings = List.of();

    /** @param builder of the environment, which says how programs are run */
    CelEvaluator(CelBuilder builder, List<NeutralRule> rules, Traffic traffic) {
        for (Property property : Property.values()) {
            builder.addVar(property.path(), CelFacts.type(property));
        }
        for (Feature feature : traffic.features()) {
            Velocity velocity = new Velocity(feature);
            builder.addVar(velocity.path(), CelFacts.type(velocity));
        }
        Cel cel = builder.build();
        rules.forEach(rule -> this.rules.add(new Programmed(program(cel, CelText.of(rule)), rule.firing())));
        variables = traffic.events().stream()
                .map(event -> resolver(CelFacts.of(event, traffic.features())))
                .toList();
    }

    /** A map of variables as such would be copied whole for each rule by the standard runtime. */
    private static CelVariableResolver resolver(Map<String, Object> variables) {
        Map<String, Optional<Object>> found = new HashMap<>();
        variables.forEach((name, value) -> found.put(name, Optional.of(value)));
        return name -> found.getOrDefault(name, Optional.empty());
    }

    private static CelRuntime.Program program(Cel cel, String text) {
        try {
            return cel.createProgram(cel.compile(text).getAst());
        } catch (CelValidationException | CelEvaluationException refused) {
            throw new IllegalStateException(text, refused);
        }
    }

    @Override
    public int evaluate(Traffic.Event event) {
        CelVariableResolver facts = variables.get(event.number());
        firings = new ArrayList<>();
        for (Programmed rule : rules) {
            try {
                if (Boolean.TRUE.equals(rule.program().eval(facts))) {
                    firings.add(rule.firing());
                }
            } catch (CelEvaluationException failed) {
                throw new IllegalStateException(rule.firing(), failed);
            }
        }
        return firings.size();
    }

    @Override
    public List<String> fired() {
        return firings.stream().sorted().toList();
    }

    @Override
    public void close() {}
}
