/**
 * State that several nodes share, in Redis: the adapters of the ports in {@code velocity}, {@code lists} and {@code store}. Start with
 * {@link io.riskgate.store.redis.RedisVelocity}. The only package that knows the Redis client. Nothing here blocks an
 * event loop or a shard; what may block says so.
 */
@NullMarked
package io.riskgate.store.redis;

import org.jspecify.annotations.NullMarked;
