package io.riskgate.journal;

import io.riskgate.model.Address;
import io.riskgate.model.Card;
import io.riskgate.model.Checkout;
import io.riskgate.model.Customer;
import io.riskgate.model.Decision;
import io.riskgate.model.Device;
import io.riskgate.model.Effect;
import io.riskgate.model.Ip;
import io.riskgate.model.Item;
import io.riskgate.model.Reason;
import io.riskgate.model.Verdict;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** An entry that is written to nowhere, before the first real one. */
final class WarmUpEntry {

    private WarmUpEntry() {}

    static JournalEntry make() {
        Checkout checkout = new Checkout(
                "warm-up",
                "warm-up",
                Instant.EPOCH,
                BigDecimal.TEN,
                "USD",
                new Customer("c", "c@example.com", "1", Instant.EPOCH),
                new Card("f", "411111", "visa", "credit", "US"),
                new Device("d"),
                new Ip("192.0.2.1", "US"),
                Address.NONE,
                Address.NONE,
                List.of(new Item("s", "books", 1, BigDecimal.ONE)),
                Map.of("tier", "gold"));
        Reason reason = new Reason("warm_up", "Warm-up", "platform@1", Effect.SCORE, 1);
        Decision decision = new Decision(
                "warm-up", "warm-up", Verdict.REVIEW, 1, List.of(reason), List.of(), List.of(), List.of(), 1);
        return new JournalEntry(Instant.EPOCH, checkout, decision, true, 1, 1);
    }
}
