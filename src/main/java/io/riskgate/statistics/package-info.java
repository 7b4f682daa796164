/**
 * What was decided in each minute and hour, by merchant and over all: verdicts, amounts, reasons, latencies and what decisions were made
 * without, counted from the journal and from nothing else, with no personal data. Start with {@link
 * io.riskgate.statistics.StatisticsMeter}; {@link io.riskgate.statistics.StatisticsReports} answers with it. The journal's writer counts,
 * a thread of its own writes summaries, any thread may read.
 */
@NullMarked
package io.riskgate.statistics;

import org.jspecify.annotations.NullMarked;
