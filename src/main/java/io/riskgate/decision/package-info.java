/**
 * The story of a decision. Start with {@link io.riskgate.decision.DecisionPipeline}, which reads from top to bottom; what it
 * tells of is beside it: the deadline and who watches it, how firings become a verdict, how a restart
 * brings the state back, and how shared windows get what they missed.
 *
 * <p>{@code DecisionPipeline} may be called from any thread and never blocks.
 */
@NullMarked
package io.riskgate.decision;

import org.jspecify.annotations.NullMarked;
