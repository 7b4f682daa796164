package io.riskgate.outcome;

import io.riskgate.journal.JournalEntry;

/** What became of looking for a checkout's decision. */
public sealed interface Search {

    record Found(JournalEntry entry) implements Search {}

    /** The journal has none, or has none any more. */
    record Unknown() implements Search {}

    /** The journal has one, and the key of its day is not there any more. */
    record Forgotten() implements Search {}

    /** As many are looked for as may be at once. */
    record Busy() implements Search {}

    /** There was not enough time for all files of the journal; another search will come further. */
    record Unfinished() implements Search {}
}
