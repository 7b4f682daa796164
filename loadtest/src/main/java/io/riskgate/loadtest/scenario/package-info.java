/**
 * What is asked of an engine, one class a scenario. Start with {@link io.riskgate.loadtest.scenario.Scenarios}; {@link
 * io.riskgate.loadtest.scenario.Bench} is what they have to work with. A scenario blocks until it is over, and scenarios run
 * one after the other on one thread.
 */
@NullMarked
package io.riskgate.loadtest.scenario;

import org.jspecify.annotations.NullMarked;
