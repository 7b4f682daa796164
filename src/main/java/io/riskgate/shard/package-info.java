/**
 * Merchants are spread over shards by a stable hash; a shard owns the state of its merchants, and one thread at a time has
 * the shard, so that state needs no lock. Start with {@link io.riskgate.shard.Shards}, then {@link io.riskgate.shard.Shard}.
 *
 * <p>{@code Shards} and {@code Shard} may be called from any thread; a {@link io.riskgate.shard.ShardState} only from
 * the one that has the shard, which is where tasks get it.
 */
@NullMarked
package io.riskgate.shard;

import org.jspecify.annotations.NullMarked;
