/**
 * What is sent: bodies of checkouts that look like a day's, each of them new to the engine.
 *
 * <p>Start with {@link io.riskgate.loadtest.traffic.Traffic}. It reads a file of checkouts once and keeps a {@link
 * io.riskgate.loadtest.traffic.BodyTemplate} of each; a request is a copy of one with a few bytes patched. All are
 * immutable, so any thread may use them.
 */
@NullMarked
package io.riskgate.loadtest.traffic;

import org.jspecify.annotations.NullMarked;
