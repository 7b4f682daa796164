/**
 * What became of checkouts after they were decided, and how well rules and rulesets did by that. Start with {@link
 * io.riskgate.outcome.Outcomes}, which records; {@link io.riskgate.outcome.RulePerformance} counts what the journal has. Both are
 * thread-safe; of {@code Outcomes} what looks into the journal blocks.
 */
@NullMarked
package io.riskgate.outcome;

import org.jspecify.annotations.NullMarked;
