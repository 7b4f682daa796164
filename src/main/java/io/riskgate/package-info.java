/**
 * Riskgate: decides checkouts. Start with {@link io.riskgate.decision.DecisionPipeline}; {@link io.riskgate.Engine}
 * starts the parts in their order, on the thread that starts the application.
 */
@NullMarked
package io.riskgate;

import org.jspecify.annotations.NullMarked;
