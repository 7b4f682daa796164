package io.riskgate.store.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/**
 * Checkouts at a constant rate, whatever comes back (open loop): latency is counted from when a checkout was to be sent. Load
 * and engine share the cores.
 */
final class SteadyLoad {

    static final int MERCHANTS = 5;
    static final int CARDS = 40;

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * One checkout and what came back.
     *
     * @param atNanos when it was to be sent, from the beginning of the load
     * @param status 0 if nothing came back
     * @param elapsedMicros by the engine's own clock
     */
    record Sent(
            String merchant,
            String card,
            long atNanos,
            int status,
            boolean degraded,
            boolean late,
            long latencyNanos,
            long elapsedMicros) {}

    private final IntFunction<URI> target;
    private final String name;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();

    /** @param name makes the ids of one load differ from those of another */
    SteadyLoad(String name, List<URI> engines) {
        this(name, number -> engines.get(number % engines.size()));
    }

    /** @param target where a checkout is sent, by its number */
    SteadyLoad(String name, IntFunction<URI> target) {
        this.name = name;
        this.target = target;
    }

    /** So far. */
    int answered() {
        return sent.size();
    }

    /** Sends until it is over, and returns when all is answered. */
    List<Sent> runUntil(int perSecond, BooleanSupplier over) throws InterruptedException {
        send(perSecond, System.nanoTime(), number -> !over.getAsBoolean());
        return List.copyOf(sent);
    }

    /** Sends for so long, calls each action at its time, and returns when all is answered. */
    List<Sent> run(int perSecond, Duration time, List<Action> actions) throws InterruptedException {
        int total = (int) (perSecond * time.toMillis() / 1_000);
        long startNanos = System.nanoTime();
        List<Thread> acting = actions.stream()
                .map(action -> Thread.ofVirtual().start(() -> {
                    LockSupport.parkNanos(startNanos + action.at().toNanos() - System.nanoTime());
                    action.work().run();
                }))
                .toList();
        send(perSecond, startNanos, number -> number < total);
        for (Thread thread : acting) {
            thread.join();
        }
        return List.copyOf(sent);
    }

    private void send(int perSecond, long startNanos, IntPredicate goesOn) throws InterruptedException {
        Semaphore answered = new Semaphore(0);
        int number = 0;
        for (; goesOn.test(number); number++) {
            long atNanos = number * (TimeUnit.SECONDS.toNanos(1) / perSecond);
            long dueNanos = startNanos + atNanos;
            for (long early = dueNanos - System.nanoTime(); early > 0; early = dueNanos - System.nanoTime()) {
                LockSupport.parkNanos(early);
            }
            send(number, atNanos, dueNanos, answered);
        }
        if (!answered.tryAcquire(number, 30, TimeUnit.SECONDS)) {
            throw new IllegalStateException(number - answered.availablePermits() + " checkouts were never answered");
        }
    }

    /** Something that is done to the parts while the load goes on. */
    record Action(Duration at, Runnable work) {}

    private void send(int number, long atNanos, long dueNanos, Semaphore answered) {
        String merchant = "m-" + number % MERCHANTS;
        String card = "card-" + number % (MERCHANTS * CARDS);
        String body = """
                {"id":"%s-%d","merchantId":"%s","amount":10,"currency":"USD","card":{"fingerprint":"%s"},"device":{"id":"d-%d"}}""".formatted(name, number, merchant, card, number % 7);
        HttpRequest request = HttpRequest.newBuilder(target.apply(number).resolve("/v1/decisions"))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).whenComplete((response, failure) -> {
            long latencyNanos = System.nanoTime() - dueNanos;
            JsonNode decision = response == null ? JSON.createObjectNode() : read(response.body());
            sent.add(new Sent(
                    merchant,
                    card,
                    atNanos,
                    response == null ? 0 : response.statusCode(),
                    names(decision, "velocity:local"),
                    names(decision, "overload"),
                    latencyNanos,
                    decision.path("elapsedMicros").asLong()));
            answered.release();
        });
    }

    /** An empty object where it is no JSON, as an error page. */
    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException notJson) {
            return JSON.createObjectNode();
        }
    }

    private static boolean names(JsonNode decision, String degraded) {
        for (JsonNode one : decision.path("degraded")) {
            if (one.asText().equals(degraded)) {
                return true;
            }
        }
        return false;
    }
}
