package io.riskgate.store.redis;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Chooses nodes in turn, of those that said they were ready when they were asked last, ten times a second. Thread-safe. */
final class Balancer implements AutoCloseable {

    /** Where nobody listens. */
    private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

    private static final Duration ASK_EVERY = Duration.ofMillis(100);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(1);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER_MAX)
            .build();
    private final Map<URI, Boolean> readyByNode = new ConcurrentHashMap<>();

    void add(URI node) {
        readyByNode.put(node, false);
        Thread.ofVirtual().start(() -> ask(node));
    }

    void remove(URI node) {
        readyByNode.remove(node);
    }

    boolean sendsTo(URI node) {
        return readyByNode.getOrDefault(node, false);
    }

    URI choose(int number) {
        List<URI> ready =
                readyByNode.keySet().stream().filter(this::sendsTo).sorted().toList();
        return ready.isEmpty() ? NOWHERE : ready.get(number % ready.size());
    }

    private void ask(URI node) {
        HttpRequest request = HttpRequest.newBuilder(node.resolve("/q/health/ready"))
                .timeout(ANSWER_MAX)
                .build();
        while (readyByNode.containsKey(node)) {
            boolean ready = isReady(node, request);
            readyByNode.computeIfPresent(node, (same, before) -> ready);
            LockSupport.parkNanos(ASK_EVERY.toNanos());
        }
    }

    private boolean isReady(URI node, HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (HttpTimeoutException late) {
            // One answer that is late on a busy machine takes no node out.
            return sendsTo(node);
        } catch (IOException away) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        readyByNode.clear();
        client.close();
    }
}
