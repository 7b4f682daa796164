/**
 * A simulated day of checkouts, and the demonstration that plays it through the HTTP API.
 *
 * <p>Start with {@link io.riskgate.simulator.DaySimulator}, which makes the day: {@link
 * io.riskgate.simulator.HonestTraffic} with {@link io.riskgate.simulator.Attack attacks} hidden in it. A checkout's
 * {@link io.riskgate.simulator.Label} says who made it. It is never computed from what the checkout looks like, and
 * nothing in here knows a rule, a threshold or a window: else the recall that the demonstration prints would mean
 * nothing. {@link io.riskgate.simulator.Demo} is the program; {@link io.riskgate.simulator.Player} sends a day to any
 * engine.
 *
 * <p>The same seed makes the same day, byte for byte, on every JVM. Values are immutable; whatever makes a day belongs
 * to one thread.
 */
@NullMarked
package io.riskgate.simulator;

import org.jspecify.annotations.NullMarked;
