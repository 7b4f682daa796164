package io.riskgate.journal;

import java.time.Instant;

/** What has a line in the journal. */
public sealed interface JournalRecord permits JournalEntry, SettlementEntry, UploadEntry, ChangeEntry {

    /** When it was, by this node's clock. */
    Instant at();
}
