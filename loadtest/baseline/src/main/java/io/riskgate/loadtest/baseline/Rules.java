package io.riskgate.loadtest.baseline;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionConfiguration;

/** The platform's rules, and with them each merchant's own, compiled once at the start. Thread-safe. */
@Startup
@Singleton
final class Rules {

    private final Map<String, KieBase> kieBases;
    private final KieBase platform;
    private final KieSessionConfiguration sessionConfiguration =
            KieServices.get().newKieSessionConfiguration();
    private final ListFunctions lists;

    Rules(BaselineConfig config) {
        kieBases = RuleFiles.compile(config.rules());
        platform = Objects.requireNonNull(kieBases.get(RuleFiles.PLATFORM), "there are no rules of the platform");
        Map<String, Set<String>> values = config.lists().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, list -> new HashSet<>(list.getValue())));
        lists = (list, value) -> values.getOrDefault(list, Set.of()).contains(value);
    }

    /** What the merchant's rules and the platform's do, in the order of firing, evaluated in a session of its own. */
    List<Firing> fire(Checkout checkout, Velocity velocity) {
        FiringRecorder recorder = new FiringRecorder();
        KieSession session = of(checkout.merchantId()).newKieSession(sessionConfiguration, null);
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

    /** Whether the merchant has rules of its own; without, it has the platform's alone. */
    boolean hasOwn(String merchantId) {
        return of(merchantId) != platform;
    }

    /** How many rules a merchant's checkouts are decided by. */
    int size(String merchantId) {
        return of(merchantId).getKiePackages().stream()
                .mapToInt(scope -> scope.getRules().size())
                .sum();
    }

    private KieBase of(String merchantId) {
        return kieBases.getOrDefault(merchantId, platform);
    }
}
