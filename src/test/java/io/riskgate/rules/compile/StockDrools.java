package io.riskgate.rules.compile;

import io.riskgate.lists.ListLookup;
import io.riskgate.model.Checkout;
import io.riskgate.model.Effect;
import io.riskgate.rules.language.DecisionFunctions;
import io.riskgate.rules.language.LimitFunctions;
import io.riskgate.rules.language.ListFunctions;
import io.riskgate.rules.language.Schema;
import io.riskgate.rules.language.VelocityFunctions;
import io.riskgate.velocity.Dimension;
import io.riskgate.velocity.Feature;
import io.riskgate.velocity.Window;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.drools.model.codegen.ExecutableModelProject;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.KieBaseConfiguration;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.BeforeMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionConfiguration;
import org.kie.api.runtime.conf.ClockTypeOption;
import org.kie.api.time.SessionPseudoClock;
import org.kie.internal.conf.AlphaRangeIndexThresholdOption;

/**
 * The oracle: the same text, compiled by stock Drools against the same fact classes, run on the same facts in a fresh
 * session. The implicit imports and globals are written out, on the line of the package statement.
 */
final class StockDrools {

    private static final String HEADER =
            Schema.IMPORTS.stream().map(name -> "import " + name + "; ").collect(Collectors.joining())
                    + Schema.GLOBALS.entrySet().stream()
                            .map(e -> "global " + e.getValue() + " " + e.getKey() + "; ")
                            .collect(Collectors.joining());

    private static int projects;

    /** The decision's clock, which dates of rules are compared with. */
    private static final KieSessionConfiguration PSEUDO_CLOCK = pseudoClock();

    private static KieSessionConfiguration pseudoClock() {
        KieSessionConfiguration configuration = KieServices.get().newKieSessionConfiguration();
        configuration.setOption(ClockTypeOption.PSEUDO);
        return configuration;
    }

    private final KieBase kieBase;

    private StockDrools(KieBase kieBase) {
        this.kieBase = kieBase;
    }

    /** @throws IllegalArgumentException with Drools' messages if it does not compile */
    static StockDrools compile(String text) {
        return compile(text, AlphaRangeIndexThresholdOption.get(AlphaRangeIndexThresholdOption.DEFAULT_VALUE));
    }

    /** Without the index that stock Drools falls over if literals are equal in value but not in scale. */
    static StockDrools compileWithoutRangeIndex(String text) {
        return compile(text, AlphaRangeIndexThresholdOption.get(0));
    }

    private static StockDrools compile(String text, AlphaRangeIndexThresholdOption rangeIndex) {
        KieServices services = KieServices.Factory.get();
        ReleaseId id = services.newReleaseId("io.riskgate.oracle", "set", "1." + projects++);
        KieFileSystem files = services.newKieFileSystem();
        files.generateAndWritePomXML(id);
        files.write("src/main/resources/rules/oracle.drl", withHeader(text));
        KieBuilder builder = services.newKieBuilder(files).buildAll(ExecutableModelProject.class);
        if (builder.getResults().hasMessages(Message.Level.ERROR)) {
            throw new IllegalArgumentException(
                    builder.getResults().getMessages().toString());
        }
        try {
            KieBaseConfiguration configuration = services.newKieBaseConfiguration();
            configuration.setOption(rangeIndex);
            return new StockDrools(services.newKieContainer(id).newKieBase(configuration));
        } finally {
            services.getRepository().removeKieModule(id);
        }
    }

    private static String withHeader(String text) {
        return text.contains("package ")
                ? text.replaceFirst("package\\s+[A-Za-z0-9_.]+\\s*;?", "package oracle; " + HEADER)
                : "package oracle; " + HEADER + text;
    }

    KieBase kieBase() {
        return kieBase;
    }

    /** What the rules did, in the order of firing. */
    List<Fired> run(
            Checkout checkout,
            Function<Feature, Number> velocity,
            ListLookup lists,
            Function<String, BigDecimal> available) {
        List<Fired> fired = new ArrayList<>();
        KieSession session = kieBase.newKieSession(PSEUDO_CLOCK, null);
        try {
            Recorder recorder = new Recorder(fired);
            session.addEventListener(recorder);
            session.setGlobal("decision", recorder);
            session.setGlobal("velocity", new Velocities(velocity));
            session.setGlobal("lists", (ListFunctions)
                    (list, value) -> value instanceof String text && lists.contains(list, text));
            session.setGlobal("limits", (LimitFunctions) available::apply);
            ((SessionPseudoClock) session.getSessionClock())
                    .advanceTime(checkout.occurredAt().toEpochMilli(), TimeUnit.MILLISECONDS);
            session.insert(checkout);
            checkout.items().forEach(session::insert);
            session.fireAllRules();
            return fired;
        } finally {
            session.dispose();
        }
    }

    record Fired(String rule, Effect effect, String code, int points) {}

    private record Velocities(Function<Feature, Number> values) implements VelocityFunctions {

        @Override
        public long count(String by, String window) {
            return (Long) values.apply(Feature.count(dimension(by), window(window)));
        }

        @Override
        public BigDecimal sum(String by, String window) {
            return (BigDecimal) values.apply(Feature.sum(dimension(by), window(window)));
        }

        @Override
        public long distinct(String what, String by, String window) {
            return (Long) values.apply(Feature.distinct(dimension(what), dimension(by), window(window)));
        }

        private static Dimension dimension(String name) {
            return Dimension.of(name).orElseThrow();
        }

        private static Window window(String label) {
            return Window.ofLabel(label).orElseThrow();
        }
    }

    private static final class Recorder extends DefaultAgendaEventListener implements DecisionFunctions {

        private final List<Fired> fired;
        private @Nullable String rule;

        Recorder(List<Fired> fired) {
            this.fired = fired;
        }

        @Override
        public void beforeMatchFired(BeforeMatchFiredEvent event) {
            rule = event.getMatch().getRule().getName();
        }

        @Override
        public void afterMatchFired(AfterMatchFiredEvent event) {
            rule = null;
        }

        private void add(Effect effect, String code, int points) {
            fired.add(new Fired(rule, effect, code, points));
        }

        @Override
        public void approve(String reason) {
            add(Effect.APPROVE, reason, 0);
        }

        @Override
        public void challenge(String reason) {
            add(Effect.CHALLENGE, reason, 0);
        }

        @Override
        public void review(String reason) {
            add(Effect.REVIEW, reason, 0);
        }

        @Override
        public void decline(String reason) {
            add(Effect.DECLINE, reason, 0);
        }

        @Override
        public void score(int points, String reason) {
            add(Effect.SCORE, reason, points);
        }

        @Override
        public void allow(String reason) {
            add(Effect.ALLOW, reason, 0);
        }

        @Override
        public void tag(String name) {
            add(Effect.TAG, name, 0);
        }
    }
}
