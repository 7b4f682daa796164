/**
 * How text looks on a terminal, for whoever prints to one. Start with {@link io.riskgate.terminal.Style}; {@link
 * io.riskgate.terminal.ProgressBar} says how far something is. Thread-safe.
 */
@NullMarked
package io.riskgate.terminal;

import org.jspecify.annotations.NullMarked;
