package io.riskgate.journal;

import io.riskgate.fixture.Checkouts;
import io.riskgate.model.Decision;
import io.riskgate.model.Verdict;
import java.time.Instant;
import java.util.List;

/** Entries that differ in their checkout's id. */
final class Entries {

    private Entries() {}

    static JournalEntry entry(String id) {
        return entry(id, Checkouts.NOON);
    }

    static JournalEntry entry(String id, Instant decidedAt) {
        Decision decision = new Decision(
                id, "acme", Verdict.APPROVE, 0, List.of(), List.of(), List.of("platform@1"), List.of(), 120);
        return new JournalEntry(decidedAt, Checkouts.checkout("acme", id), decision, true, 3, 1);
    }
}
