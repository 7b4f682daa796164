package io.riskgate.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.riskgate.journal.FileJournal;
import io.riskgate.journal.JournalReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM under load, with clients that heed nothing, a stream of events and a client that does not send its request to the end. */
class DrainIT {

    private static final int LANES = 4;
    private static final int BEFORE = 1_000;
    private static final Duration DELAY = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    /** What an idle journal, and what else has to end, take on a busy machine. */
    private static final Duration REST_MAX = Duration.ofSeconds(5);

    private static final String UNFINISHED = """
            POST /v1/decisions HTTP/1.1\r
            Host: localhost\r
            Content-Type: application/json\r
            Content-Length: 200\r
            \r
            {"id":""";

    @TempDir
    Path directory;

    /**
     * What became of one checkout.
     *
     * @param status 0 if the connection was closed before an answer
     */
    private record Sent(String id, long atNanos, int status) {}

    @Test
    void sigterm_tellsTheBalancerFirst_thenAnswersAndJournalsAllThatWasAccepted() throws Exception {
        Queue<Sent> sent = new ConcurrentLinkedQueue<>();
        // The lanes are closed last, since they end when the engine is gone.
        try (ExecutorService lanes = Executors.newFixedThreadPool(LANES);
                HttpClient client = HttpClient.newHttpClient();
                PackagedEngine engine = PackagedEngine.start(
                        directory,
                        "-Dquarkus.shutdown.delay=" + DELAY.toMillis() + "ms",
                        "-Dquarkus.shutdown.timeout=" + TIMEOUT.toMillis() + "ms");
                Socket unfinished = new Socket(
                        InetAddress.getLoopbackAddress(), engine.url().getPort())) {
            CompletableFuture<Long> streamEnd = streamEnd(client, engine);
            unfinished.getOutputStream().write(UNFINISHED.getBytes(UTF_8));
            AtomicInteger next = new AtomicInteger();
            for (int lane = 0; lane < LANES; lane++) {
                lanes.submit(() -> sendUntilRefused(engine, next, sent));
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> sent.size() >= BEFORE);

            long termNanos = System.nanoTime();
            engine.askToStop();
            await().atMost(DELAY.dividedBy(2))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> engine.get("/q/health/ready").statusCode() == 503);
            HttpResponse<String> meanwhile = engine.post("/v1/decisions", checkout("meanwhile"));
            assertThat(meanwhile.statusCode()).isEqualTo(200);
            assertThat(meanwhile.headers().firstValue("Connection")).hasValue("close");
            assertThat(engine.get("/q/health/live").statusCode()).isEqualTo(200);

            Duration graceMax = DELAY.plus(TIMEOUT).plus(REST_MAX);
            assertThat(engine.awaitExit(graceMax)).isEqualTo(143);
            long tookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - termNanos);
            lanes.shutdown();
            assertThat(lanes.awaitTermination(10, TimeUnit.SECONDS)).isTrue();

            assertThat(streamEnd.get(1, TimeUnit.SECONDS) - termNanos).isLessThan(DELAY.toNanos());
            List<Sent> cutOff = sent.stream().filter(one -> one.status() != 200).toList();
            Set<String> journalled = journalled();
            System.out.printf(
                    "drained: ended %d ms after SIGTERM; %d checkouts answered, %d of them after it; %d cut off when the port closed%n",
                    tookMillis,
                    sent.size() - cutOff.size(),
                    sent.stream()
                            .filter(one -> one.status() == 200 && one.atNanos() > termNanos)
                            .count(),
                    cutOff.size());
            assertThat(cutOff).allSatisfy(one -> {
                assertThat(one.status()).isZero();
                assertThat(one.atNanos() - termNanos).isGreaterThan(DELAY.toNanos());
            });
            // How many there are depends on how often clients connect while the port closes, which is to take no while.
            LongSummaryStatistics times =
                    cutOff.stream().mapToLong(Sent::atNanos).summaryStatistics();
            assertThat(cutOff.isEmpty() ? 0 : times.getMax() - times.getMin()).isLessThan(TIMEOUT.toNanos());
            assertThat(journalled).contains("meanwhile");
            assertThat(sent).filteredOn(one -> one.status() == 200).allSatisfy(one -> assertThat(journalled)
                    .contains(one.id()));
        }
    }

    /** When the reviews' stream came to a proper end. */
    private static CompletableFuture<Long> streamEnd(HttpClient client, PackagedEngine engine)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(engine.url().resolve("/v1/reviews/stream"))
                .build();
        BufferedReader lines = new BufferedReader(new InputStreamReader(
                client.send(request, BodyHandlers.ofInputStream()).body(), UTF_8));
        assertThat(lines.readLine()).isEqualTo("event:heartbeat");
        CompletableFuture<Long> end = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                while (lines.readLine() != null) {
                    // What it tells is tested elsewhere.
                }
                end.complete(System.nanoTime());
            } catch (IOException brokenOff) {
                end.completeExceptionally(brokenOff);
            }
        });
        return end;
    }

    /** As a client that asks for no readiness. */
    private static void sendUntilRefused(PackagedEngine engine, AtomicInteger next, Queue<Sent> sent) {
        while (true) {
            String id = "d-" + next.incrementAndGet();
            long atNanos = System.nanoTime();
            try {
                sent.add(new Sent(
                        id, atNanos, engine.post("/v1/decisions", checkout(id)).statusCode()));
            } catch (ConnectException closed) {
                return;
            } catch (IOException cutOff) {
                sent.add(new Sent(id, atNanos, 0));
            }
        }
    }

    private static String checkout(String id) {
        return "{\"id\":\"%s\",\"merchantId\":\"acme\",\"amount\":10,\"currency\":\"USD\",\"card\":{\"fingerprint\":\"fp\"}}"
                .formatted(id);
    }

    private Set<String> journalled() throws IOException {
        Set<String> ids = new HashSet<>();
        JournalReader.replay(
                FileJournal.directory(directory.resolve("data")),
                entry -> ids.add(entry.checkout().id()));
        return ids;
    }
}
