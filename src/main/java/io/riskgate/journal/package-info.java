/**
 * What was decided and changed, durable: one JSON line for each {@link io.riskgate.journal.JournalRecord}, tied to the line before, with
 * the checkout masked and sealed. Start with {@link io.riskgate.journal.Journal}. {@link io.riskgate.journal.FileJournal} writes lines, {@link
 * io.riskgate.journal.JournalReader} reads them back, {@link io.riskgate.journal.JournalTail} follows them, {@link
 * io.riskgate.journal.JournalSearch} finds a decision and {@link io.riskgate.journal.JournalAudit} what is not as it was written.
 * Appending is for any thread and never blocks; one thread writes.
 */
@NullMarked
package io.riskgate.journal;

import org.jspecify.annotations.NullMarked;
