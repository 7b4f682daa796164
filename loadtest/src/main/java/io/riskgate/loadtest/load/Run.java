package io.riskgate.loadtest.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.riskgate.loadtest.traffic.Traffic;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One run of a plan. Everything but the constructor happens on the event loop.
 *
 * <p>The pump offers what is due, however late it comes to it, and sleeps until the next. A request takes a free lane or
 * joins the backlog, and keeps its due time there; a lane that becomes free takes the oldest. The sweep gives up whatever
 * is older than the timeout, so after the last request was due a run ends within the timeout and one sweep.
 */
final class Run implements Lane.Owner {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    /** How long the schedule waits for the first connections; what is missing then counts against the server. */
    private static final Duration OPENING_MAX = Duration.ofSeconds(3);

    /** Between a connection that failed or closed and the next attempt, so that a dead server is not hammered. */
    private static final Duration RECONNECT_DELAY = Duration.ofMillis(20);

    static final Duration SWEEP_INTERVAL = Duration.ofMillis(20);

    private final LoadPlan plan;
    private final EventLoop loop;
    private final Bootstrap bootstrap;
    private final RequestWriter writer;
    private final Arrivals arrivals;
    private final long timeoutNanos;
    private final long scheduleNanos;
    private final CompletableFuture<LoadResult> result = new CompletableFuture<>();

    private final Outcomes outcomes = new Outcomes();
    private final Backlog backlog = new Backlog();
    private final Set<Lane> lanes = new LinkedHashSet<>();
    private final ArrayDeque<Lane> freeLanes = new ArrayDeque<>();
    private int attempts;
    private boolean started;
    private boolean ended;
    private long startNanos;
    private long nextDueNanos;
    private long nextNumber;

    Run(LoadPlan plan, Traffic traffic, Transport transport) {
        this.plan = plan;
        this.loop = transport.group().next();
        this.writer = new RequestWriter(plan.target(), traffic);
        this.arrivals = new Arrivals(plan.schedule());
        this.timeoutNanos = plan.timeout().toNanos();
        this.scheduleNanos = plan.schedule().duration().toNanos();
        this.nextNumber = plan.firstNumber();
        this.bootstrap = new Bootstrap()
                .group(loop)
                .channel(transport.channel())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT_TIMEOUT.toMillis())
                .remoteAddress(plan.target().getHost(), plan.target().getPort())
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        Lane lane = new Lane(Run.this, channel);
                        channel.pipeline().addLast(new HttpResponseDecoder(), lane);
                    }
                });
    }

    /** Begins; the future fails only for a bug. */
    CompletableFuture<LoadResult> begin() {
        after(0, () -> {
            for (int i = 0; i < plan.connections(); i++) {
                connect();
            }
            after(OPENING_MAX.toNanos(), this::start);
        });
        return result;
    }

    /** Ends at once; the connections close. */
    void abort() {
        loop.execute(() -> fail(new IllegalStateException("the run was aborted")));
    }

    @Override
    public void opened(Lane lane) {
        lanes.add(lane);
    }

    @Override
    public void free(Lane lane) {
        if (backlog.isEmpty()) {
            freeLanes.addLast(lane);
            return;
        }
        long number = backlog.number();
        long dueNanos = backlog.dueNanos();
        backlog.remove();
        send(lane, number, dueNanos);
    }

    @Override
    public void answered(Lane lane, int status) {
        outcomes.answered(status, lane.degraded().kinds(), lane.dueNanos(), now());
        endIfComplete();
    }

    @Override
    public void broken(Lane lane) {
        outcomes.connectionError();
        endIfComplete();
    }

    @Override
    public void closed(Lane lane) {
        lanes.remove(lane);
        reconnect();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the listener has it
    private void connect() {
        if (!ended) {
            bootstrap.connect().addListener((ChannelFuture connected) -> attempted(connected.isSuccess()));
        }
    }

    private void attempted(boolean success) {
        if (!success) {
            outcomes.connectFailed();
            reconnect();
        }
        if (++attempts == plan.connections()) {
            after(0, this::start);
        }
    }

    private void reconnect() {
        after(RECONNECT_DELAY.toNanos(), this::connect);
    }

    private void start() {
        if (started) {
            return;
        }
        started = true;
        startNanos = System.nanoTime();
        nextDueNanos = arrivals.next();
        pump();
        sweep();
    }

    private void pump() {
        long nowNanos = now();
        while (nextDueNanos <= nowNanos) {
            offer(nextNumber++, nextDueNanos, nowNanos);
            nextDueNanos = arrivals.next();
        }
        if (nextDueNanos == Arrivals.END) {
            // Its second may hold no more requests, but the schedule goes on.
            after(Math.max(0, scheduleNanos - nowNanos), this::endIfComplete);
        } else {
            after(nextDueNanos - nowNanos, this::pump);
        }
    }

    private void offer(long number, long dueNanos, long nowNanos) {
        outcomes.offered(dueNanos, nowNanos);
        Lane lane = freeLane();
        if (lane != null) {
            send(lane, number, dueNanos);
        } else if (!backlog.add(number, dueNanos)) {
            outcomes.notSent(dueNanos, nowNanos);
        }
    }

    /** The least recently used one, so that all connections stay in use; or null. */
    private @Nullable Lane freeLane() {
        Lane lane = freeLanes.pollFirst();
        while (lane != null && !lane.isOpen()) {
            lane = freeLanes.pollFirst();
        }
        return lane;
    }

    private void send(Lane lane, long number, long dueNanos) {
        outcomes.sent();
        lane.send(writer, number, dueNanos);
    }

    private void sweep() {
        long nowNanos = now();
        while (!backlog.isEmpty() && nowNanos - backlog.dueNanos() > timeoutNanos) {
            outcomes.notSent(backlog.dueNanos(), nowNanos);
            backlog.remove();
        }
        for (Lane lane : List.copyOf(lanes)) {
            if (lane.isBusy() && nowNanos - lane.dueNanos() > timeoutNanos) {
                outcomes.timedOut(lane.dueNanos(), nowNanos);
                lane.abandon();
            }
        }
        endIfComplete();
        after(SWEEP_INTERVAL.toNanos(), this::sweep);
    }

    private void endIfComplete() {
        long nowNanos = now();
        if (nextDueNanos == Arrivals.END && nowNanos >= scheduleNanos && !ended && outcomes.complete()) {
            close();
            result.complete(outcomes.result(Duration.ofNanos(scheduleNanos), Duration.ofNanos(nowNanos)));
        }
    }

    private void fail(Throwable bug) {
        close();
        result.completeExceptionally(bug);
    }

    private void close() {
        ended = true;
        List.copyOf(lanes).forEach(Lane::abandon);
    }

    /** Nanoseconds since the schedule's start. */
    private long now() {
        return System.nanoTime() - startNanos;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what the step throws ends the run
    private void after(long nanos, Runnable step) {
        Runnable guarded = () -> {
            try {
                if (!ended) {
                    step.run();
                }
            } catch (RuntimeException | Error bug) {
                // The event loop would log it and go on, and the run would never end.
                fail(bug);
            }
        };
        if (nanos <= 0) {
            loop.execute(guarded);
        } else {
            loop.schedule(guarded, nanos, TimeUnit.NANOSECONDS);
        }
    }
}
