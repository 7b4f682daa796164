package io.riskgate.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riskgate.model.Verdict;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Sends checkouts to an engine over a few connections, in their order but for the few that are in flight together.
 *
 * <p>With a rate, requests are due at fixed times, whether or not the engine keeps up, and latency is counted from then:
 * an engine that stalls does not look fast because nobody asked in the meantime. Immutable, so any thread may call it;
 * {@link #play} blocks until all is played.
 */
public final class Player {

    /** After so many errors a play is given up: the rest would fail alike. */
    public static final int ERRORS_MAX = 100;

    public static final int CONNECTIONS_MAX = 64;

    private static final long LATENCY_MICROS_MAX = 60_000_000;
    private static final int LATENCY_DIGITS = 3;
    private static final int ERROR_CHARS_MAX = 300;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI base;
    private final String path;
    private final int connections;
    private final @Nullable String key;

    /**
     * @param base {@code http://host:port} of the engine
     * @param key what it lets us in for, {@code null} if it asks for none
     * @param path of the endpoint that answers a checkout as {@code POST /v1/decisions} does
     * @param connections also the checkouts in flight, 1 to {@link #CONNECTIONS_MAX}
     */
    public Player(URI base, @Nullable String key, String path, int connections) {
        if (connections < 1 || connections > CONNECTIONS_MAX) {
            throw new IllegalArgumentException("connections must be 1 to " + CONNECTIONS_MAX);
        }
        this.base = base;
        this.key = key;
        this.path = path;
        this.connections = connections;
    }

    /**
     * Plays them all, unless there are more than {@link #ERRORS_MAX} errors.
     *
     * @param perSecond requests a second, or 0 for as fast as answers come
     */
    public PlayResult play(List<LabelledCheckout> checkouts, int perSecond, Progress progress)
            throws InterruptedException {
        Run run = new Run(checkouts, perSecond, progress);
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            List<Future<?>> lanes = new ArrayList<>(connections);
            for (int i = 0; i < connections; i++) {
                lanes.add(threads.submit(() -> run.lane()));
            }
            for (Future<?> lane : lanes) {
                lane.get();
            }
        } catch (ExecutionException bug) {
            throw new IllegalStateException("a lane of the player failed", bug.getCause());
        }
        return run.result();
    }

    private final class Run {

        private final List<LabelledCheckout> checkouts;
        private final long intervalNanos;
        private final Progress progress;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger done = new AtomicInteger();
        private final AtomicLong errors = new AtomicLong();
        private final AtomicReference<@Nullable String> firstError = new AtomicReference<>();
        private final Scoreboard scoreboard = new Scoreboard();
        private final Histogram latencyMicros = newHistogram();
        private final long startNanos = System.nanoTime();

        Run(List<LabelledCheckout> checkouts, int perSecond, Progress progress) {
            this.checkouts = checkouts;
            this.intervalNanos = perSecond == 0 ? 0 : Duration.ofSeconds(1).toNanos() / perSecond;
            this.progress = progress;
        }

        void lane() {
            Scoreboard lanesScoreboard = new Scoreboard();
            Histogram lanesLatencyMicros = newHistogram();
            try (HttpConnection connection = new HttpConnection(base, key)) {
                int index = next.getAndIncrement();
                while (index < checkouts.size() && errors.get() < ERRORS_MAX) {
                    if (Thread.currentThread().isInterrupted()) {
                        break;
                    }
                    playOne(index, connection, lanesScoreboard, lanesLatencyMicros);
                    progress.reached(done.incrementAndGet());
                    index = next.getAndIncrement();
                }
            }
            synchronized (scoreboard) {
                scoreboard.add(lanesScoreboard);
                latencyMicros.add(lanesLatencyMicros);
            }
        }

        PlayResult result() {
            return new PlayResult(
                    scoreboard,
                    latencyMicros,
                    Duration.ofNanos(System.nanoTime() - startNanos),
                    errors.get(),
                    firstError.get());
        }

        private void playOne(int index, HttpConnection connection, Scoreboard board, Histogram latency) {
            LabelledCheckout labelled = checkouts.get(index);
            byte[] body = CheckoutJson.write(labelled.checkout());
            long dueNanos = waitUntilDue(index);
            try {
                HttpConnection.Response response = connection.exchange("POST", path, body);
                long micros = (System.nanoTime() - dueNanos) / 1_000;
                if (response.status() != 200) {
                    fail("status " + response.status() + ": " + response.body());
                    return;
                }
                JsonNode answer = JSON.readTree(response.body());
                Verdict verdict = Verdict.valueOf(answer.path("verdict").asText());
                board.count(labelled.label(), verdict, reasons(answer), texts(answer.path("degraded")));
                latency.recordValue(Math.min(micros, LATENCY_MICROS_MAX));
            } catch (IOException | IllegalArgumentException notAnAnswer) {
                fail(notAnAnswer.toString());
            }
        }

        /**
         * Returns when the request counts as due. A lane that comes late, because the engine kept it waiting, counts
         * from the planned time; one that slept counts from its waking, since oversleeping is not the engine's fault.
         */
        private long waitUntilDue(int index) {
            long now = System.nanoTime();
            if (intervalNanos == 0) {
                return now;
            }
            long dueNanos = startNanos + index * intervalNanos;
            if (now - dueNanos >= 0) {
                return dueNanos;
            }
            while (now - dueNanos < 0 && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(dueNanos - now);
                now = System.nanoTime();
            }
            return now;
        }

        private void fail(String error) {
            firstError.compareAndSet(null, Printable.line(error, ERROR_CHARS_MAX));
            errors.incrementAndGet();
        }
    }

    private static Set<String> reasons(JsonNode answer) {
        Set<String> codes = new HashSet<>();
        answer.path("reasons").forEach(reason -> codes.add(reason.path("code").asText()));
        return codes;
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new HashSet<>();
        array.forEach(element -> texts.add(Printable.line(element.asText(), 40)));
        return texts;
    }

    private static Histogram newHistogram() {
        return new Histogram(LATENCY_MICROS_MAX, LATENCY_DIGITS);
    }
}
