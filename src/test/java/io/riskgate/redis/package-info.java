/**
 * Real Redis servers for tests, as child processes on the loopback interface, and ways to break them. Start reading at
 * {@link io.riskgate.redis.RedisServer}; {@link io.riskgate.redis.RedisCluster} and {@link io.riskgate.redis.RedisSentinel}
 * are made of it, {@link io.riskgate.redis.SlowLink} is the network in between.
 *
 * <p>Each fixture is for one test's thread, except where it says otherwise. All end their processes in {@code close}, and
 * whatever a test left behind when the JVM exits.
 */
@NullMarked
package io.riskgate.redis;

import org.jspecify.annotations.NullMarked;
