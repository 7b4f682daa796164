/**
 * Shows that the generator is not what a load test measures: it sends to a server that does nothing.
 *
 * <p>{@link io.riskgate.loadtest.proof.Proof} is the program, and starts {@link io.riskgate.loadtest.proof.StubServer} as
 * a process of its own.
 */
@NullMarked
package io.riskgate.loadtest.proof;

import org.jspecify.annotations.NullMarked;
