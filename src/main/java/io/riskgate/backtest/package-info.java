/**
 * Backtests: what a ruleset would have decided of checkouts that were. Start with {@link io.riskgate.backtest.Replay}, which
 * is the story of one; {@link io.riskgate.backtest.Backtests} starts, keeps and cancels them.
 *
 * <p>One thread reads a journal or an uploaded file and puts it in the order of events; others evaluate, each some partitions of
 * merchants, with windows and ledgers of their own. All of them leave the cores to live decisions ({@link
 * io.riskgate.backtest.SpareTime}). {@code Backtests} and {@link io.riskgate.backtest.UploadedFiles} are for any thread; the latter blocks.
 */
@NullMarked
package io.riskgate.backtest;

import org.jspecify.annotations.NullMarked;
