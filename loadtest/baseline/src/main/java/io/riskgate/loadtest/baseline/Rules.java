package io.riskgate.loadtest.baseline;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionConfiguration;

/** The rules of all scopes, compiled once at the start. Thread-safe. */
@Startup
@Singleton
final class Rules {

    private final KieBase kieBase;
    private final KieSessionConfiguration sessionConfiguration =
            KieServices.get().newKieSessionConfiguration();
    private final ListFunctions lists;

    Rules(BaselineConfig config) {
        kieBase = RuleFiles.compile(config.rules());
        Map<String, Set<String>> values = config.lists().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, list -> new HashSet<>(list.getValue())));
        lists = (list, value) -> values.getOrDefault(list, Set.of()).contains(value);
    }

    /** What the rules do, in the order of firing, evaluated in a session of its own. */
    List<Firing> fire(Checkout checkout, Velocity velocity) {
        FiringRecorder recorder = new FiringRecorder();
        KieSession session = kieBase.newKieSession(sessionConfiguration, null);
        try {
            session.addEventListener(recorder);
            session.setGlobal("velocity", velocity);
            session.setGlobal("lists", lists);
            session.setGlobal("decision", recorder);
            session.insert(checkout);
            checkout.items().forEach(session::insert);
            session.fireAllRules();
            return recorder.firings();
        } finally {
            session.dispose();
        }
    }

    /** How many rules there are. */
    int size() {
        return kieBase.getKiePackages().stream()
                .mapToInt(scope -> scope.getRules().size())
                .sum();
    }
}
