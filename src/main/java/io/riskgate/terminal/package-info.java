/**
 * How text looks on a terminal, for whoever prints to one. Start with {@link io.riskgate.terminal.Style}, which is all
 * there is. Values; thread-safe.
 */
@NullMarked
package io.riskgate.terminal;

import org.jspecify.annotations.NullMarked;
