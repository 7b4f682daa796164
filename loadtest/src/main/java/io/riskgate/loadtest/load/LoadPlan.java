package io.riskgate.loadtest.load;

import java.net.URI;
import java.time.Duration;

/**
 * Where to send, when, and how.
 *
 * @param target such as {@code http://127.0.0.1:8080/v1/decisions}
 * @param connections that are kept open, one request on each at a time, 1 to {@link #CONNECTIONS_MAX}
 * @param timeout after which a request counts as failed, from the time it was due, up to {@link #TIMEOUT_MAX}
 * @param firstNumber of the traffic's requests; a second run on the same engine goes on where the first ended
 */
public record LoadPlan(URI target, Schedule schedule, int connections, Duration timeout, long firstNumber) {

    public static final int CONNECTIONS_MAX = 10_000;

    /** Bounds how long a run goes on after its schedule. */
    public static final Duration TIMEOUT_MAX = Duration.ofMinutes(1);

    private static final int CONNECTIONS = 64;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** @throws IllegalArgumentException if one of them is out of bounds */
    public LoadPlan {
        if (!"http".equals(target.getScheme()) || target.getHost() == null || target.getPort() < 1) {
            throw new IllegalArgumentException("target must be http://host:port/path, not " + target);
        }
        if (connections < 1 || connections > CONNECTIONS_MAX) {
            throw new IllegalArgumentException("connections must be 1 to " + CONNECTIONS_MAX + ", not " + connections);
        }
        if (!timeout.isPositive() || timeout.compareTo(TIMEOUT_MAX) > 0) {
            throw new IllegalArgumentException("timeout must be above 0 to " + TIMEOUT_MAX + ", not " + timeout);
        }
        if (firstNumber < 0) {
            throw new IllegalArgumentException("firstNumber must be 0 or more, not " + firstNumber);
        }
    }

    /** Over 64 connections, with a timeout of 10 seconds, from request 0. */
    public static LoadPlan of(URI target, Schedule schedule) {
        return new LoadPlan(target, schedule, CONNECTIONS, TIMEOUT, 0);
    }

    /** The same with another number of connections. */
    public LoadPlan withConnections(int count) {
        return new LoadPlan(target, schedule, count, timeout, firstNumber);
    }

    /** The same with another timeout. */
    public LoadPlan withTimeout(Duration limit) {
        return new LoadPlan(target, schedule, connections, limit, firstNumber);
    }

    /** The same from another request on. */
    public LoadPlan withFirstNumber(long number) {
        return new LoadPlan(target, schedule, connections, timeout, number);
    }
}
