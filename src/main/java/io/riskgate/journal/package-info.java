/**
 * What was decided, durable: one JSON line for each decision, each settlement, each upload and each outcome. Start with {@link io.riskgate.journal.Journal}; {@link
 * io.riskgate.journal.JournalRecord} is a line. {@link io.riskgate.journal.FileJournal} writes them and {@link
 * io.riskgate.journal.JournalReader} reads them back. Appending is for any thread and never blocks; one thread writes.
 */
@NullMarked
package io.riskgate.journal;

import org.jspecify.annotations.NullMarked;
