/**
 * What stands around a start: options that are misspelt, and what an operator is told of a start that fails. Start with {@link
 * io.riskgate.start.FailedStart}; the main class is {@link io.riskgate.Riskgate}. Stateless; never blocks.
 */
@NullMarked
package io.riskgate.start;

import org.jspecify.annotations.NullMarked;
