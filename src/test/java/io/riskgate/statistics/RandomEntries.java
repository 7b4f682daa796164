package io.riskgate.statistics;

import io.riskgate.journal.JournalEntry;
import io.riskgate.journal.JournalRecord;
import io.riskgate.journal.SettlementEntry;
import io.riskgate.journal.UploadEntry;
import io.riskgate.model.Card;
import io.riskgate.model.Checkout;
import io.riskgate.model.Customer;
import io.riskgate.model.Decision;
import io.riskgate.model.Device;
import io.riskgate.model.Effect;
import io.riskgate.model.Ip;
import io.riskgate.model.Reason;
import io.riskgate.model.Verdict;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Lines of a journal that differ in all that statistics count. */
final class RandomEntries {

    static final int MERCHANTS = 5;

    private static final int CODES = 30;
    private static final List<String> CURRENCIES = List.of("USD", "EUR", "JPY", "KWD");
    private static final List<String> DEGRADED = List.of("overload", "rules", "velocity:local", "lists:stale");

    private final Random random;

    RandomEntries(Random random) {
        this.random = random;
    }

    /** One of a few merchants', mostly a decision. */
    JournalRecord next(Instant at) {
        String merchantId = "m-" + random.nextInt(MERCHANTS);
        String id = Long.toString(random.nextLong());
        return switch (random.nextInt(12)) {
            case 0 -> new UploadEntry(at, merchantId, 1);
            case 1 -> new SettlementEntry(at, merchantId, id, true);
            default -> decision(merchantId, id, at);
        };
    }

    private JournalEntry decision(String merchantId, String id, Instant at) {
        List<String> codes = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            codes.add("code_" + random.nextInt(CODES));
        }
        List<String> degraded =
                random.nextInt(4) == 0 ? DEGRADED.subList(random.nextInt(DEGRADED.size()), DEGRADED.size()) : List.of();
        return decision(
                merchantId,
                id,
                at,
                Verdict.values()[random.nextInt(Verdict.values().length)],
                BigDecimal.valueOf(random.nextInt(1_000_000), random.nextInt(5)),
                CURRENCIES.get(random.nextInt(CURRENCIES.size())),
                codes,
                degraded,
                random.nextInt(10_000_000) >> random.nextInt(24));
    }

    static JournalEntry decision(
            String merchantId,
            String id,
            Instant at,
            Verdict verdict,
            BigDecimal amount,
            String currency,
            List<String> codes,
            List<String> degraded,
            long micros) {
        Checkout checkout = new Checkout(
                id,
                merchantId,
                at,
                amount,
                currency,
                Customer.NONE,
                Card.NONE,
                Device.NONE,
                Ip.NONE,
                null,
                null,
                null,
                null);
        List<Reason> reasons = codes.stream()
                .map(code -> new Reason(code, "a rule", "platform@1", Effect.REVIEW, null))
                .toList();
        return new JournalEntry(
                at,
                checkout,
                new Decision(id, merchantId, verdict, 0, reasons, List.of(), List.of(), degraded, micros),
                true,
                1,
                0);
    }

    /** An approved one of 10 USD that took 100 us. */
    static JournalEntry approved(String merchantId, Instant at) {
        return decision(merchantId, "1", at, Verdict.APPROVE, BigDecimal.TEN, "USD", List.of(), List.of(), 100);
    }
}
