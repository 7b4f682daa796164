/**
 * Velocity: how often, how much and how many different, over this merchant's recent checkouts.
 *
 * <p>Start with {@link io.riskgate.velocity.Feature}, what a rule asks for, and {@link io.riskgate.velocity.Velocity},
 * the port that answers it; {@link io.riskgate.velocity.LocalVelocity} answers from memory. {@link
 * io.riskgate.velocity.SharedVelocity} is the port to windows that several nodes share. Features are immutable; a
 * {@code Velocity} says for itself who may call it.
 */
@NullMarked
package io.riskgate.velocity;

import org.jspecify.annotations.NullMarked;
