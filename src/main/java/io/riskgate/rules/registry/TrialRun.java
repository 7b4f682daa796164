package io.riskgate.rules.registry;

import io.riskgate.model.Address;
import io.riskgate.model.Card;
import io.riskgate.model.Checkout;
import io.riskgate.model.Customer;
import io.riskgate.model.Device;
import io.riskgate.model.Ip;
import io.riskgate.model.Item;
import io.riskgate.rules.CompiledRules;
import io.riskgate.rules.Evaluation;
import io.riskgate.rules.RuleSession;
import io.riskgate.velocity.Feature;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Evaluates compiled rules once, before a real checkout does. */
final class TrialRun {

    private static final Checkout SAMPLE = new Checkout(
            "trial",
            "trial",
            Instant.EPOCH,
            BigDecimal.ONE,
            "USD",
            Customer.NONE,
            Card.NONE,
            Device.NONE,
            Ip.NONE,
            Address.NONE,
            Address.NONE,
            List.of(new Item(null, null, 1, BigDecimal.ONE)),
            Map.of());

    private TrialRun() {}

    /** Throws whatever the rules' evaluation throws. */
    static void of(CompiledRules rules) {
        Number[] features = rules.features().stream()
                .map(feature -> feature.kind() == Feature.Kind.SUM ? BigDecimal.ZERO : (Number) 0L)
                .toArray(Number[]::new);
        try (RuleSession session = rules.newSession()) {
            session.evaluate(new Evaluation(SAMPLE, features, 0, (list, value) -> false));
        }
    }
}
