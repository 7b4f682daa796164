package io.riskgate.loadtest.load;

import io.riskgate.loadtest.traffic.Traffic;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends traffic by a schedule, over kept-alive HTTP/1.1 connections, and measures. The schedule never waits for answers.
 *
 * <p>Latency counts from the time at which a request was due until the last byte of its answer is read. A generator that
 * counts from the real send leaves out the very requests that a stall delays most, those that it could not send.
 */
public final class OpenLoop {

    /** A run that has not ended by then has a bug. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    private static final Duration SHUTDOWN_MAX = Duration.ofSeconds(5);

    private OpenLoop() {}

    /**
     * Runs a plan to its end. Blocks for the schedule's duration, at most the timeout longer, and a few seconds to connect
     * and disconnect. Runs share nothing, and any thread may start one.
     *
     * @throws InterruptedException if the thread is interrupted; the run then ends
     */
    public static LoadResult run(LoadPlan plan, Traffic traffic) throws InterruptedException {
        Transport transport = Transport.open();
        Run run = new Run(plan, traffic, transport);
        Duration bound = plan.schedule().duration().plus(plan.timeout()).plus(GRACE);
        try {
            return run.begin().get(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException bug) {
            throw new IllegalStateException("the load generator failed", bug.getCause());
        } catch (TimeoutException bug) {
            throw new IllegalStateException("the load generator did not end within " + bound, bug);
        } finally {
            run.abort();
            transport
                    .group()
                    .shutdownGracefully(0, SHUTDOWN_MAX.toMillis(), TimeUnit.MILLISECONDS)
                    .awaitUninterruptibly(SHUTDOWN_MAX.toMillis());
        }
    }
}
