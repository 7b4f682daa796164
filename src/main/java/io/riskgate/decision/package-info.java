/**
 * The story of a decision: {@link io.riskgate.decision.DecisionPipeline}, read from top to bottom. What it tells of is
 * beside it: the deadline and who watches it, how firings become a verdict, and how a restart brings the state back.
 *
 * <p>{@code DecisionPipeline} may be called from any thread and never blocks.
 */
@NullMarked
package io.riskgate.decision;

import org.jspecify.annotations.NullMarked;
