package io.riskgate.journal;

import java.time.Instant;

/** What has a line in the journal. */
public sealed interface JournalRecord
        permits ChangeEntry, DeliveryEntry, JournalEntry, OutcomeEntry, SettlementEntry, UploadEntry {

    /** When it was, by this node's clock. */
    Instant at();
}
