/**
 * The values that everything else talks about: the facts a rule sees ({@link io.riskgate.model.Checkout} and its
 * parts) and what comes out of a decision ({@link io.riskgate.model.Decision}). Start with {@code Checkout}.
 *
 * <p>Immutable, so safe to share between threads. Nothing in here depends on another package of Riskgate.
 */
@NullMarked
package io.riskgate.model;

import org.jspecify.annotations.NullMarked;
