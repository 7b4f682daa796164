/**
 * What stretches of the journal come to, on the disk, so that its files may go: the mechanism that usage and statistics have in common.
 * Start with {@link io.riskgate.journal.parts.JournalParts}. The journal's writer counts, a {@link
 * io.riskgate.journal.parts.SummaryThread} writes summaries, any thread may read.
 */
@NullMarked
package io.riskgate.journal.parts;

import org.jspecify.annotations.NullMarked;
