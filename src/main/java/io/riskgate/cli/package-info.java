/**
 * The command line: what {@code ./riskgate} does beside serving. Start with {@link io.riskgate.cli.RiskgateCommand},
 * which puts the commands together. {@code check}, {@code test}, {@code audit verify} and {@code replay} need no server; {@code explain}, {@code doctor} and {@code backtest} ask one
 * that runs. Each command asks another package for the work and says what came of it, as text for people or, with {@code --json}, as
 * one document for programs.
 *
 * <p>Exit codes: 0 fine, 1 something is wrong with what was looked at, 2 wrong usage. Commands belong to one thread and
 * may block.
 */
@NullMarked
package io.riskgate.cli;

import org.jspecify.annotations.NullMarked;
