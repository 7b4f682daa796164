/**
 * Limits on what may be open: a checkout that goes through reserves its amount, and what is reserved or confirmed counts
 * against the limit, so that a limit holds the future where velocity sees the past.
 *
 * <p>Start with {@link io.riskgate.limits.Limit}, then {@link io.riskgate.limits.Exposure}, which says whether an amount
 * still fits. {@link io.riskgate.limits.LocalLedger} keeps what counts in the memory of a shard; {@link
 * io.riskgate.limits.SharedLedger} is the port to a ledger that several nodes share. {@link io.riskgate.limits.Limits} has the
 * definitions. Values are immutable; a {@code LocalLedger} is for the thread that has the shard, the rest is thread-safe.
 */
@NullMarked
package io.riskgate.limits;

import org.jspecify.annotations.NullMarked;
