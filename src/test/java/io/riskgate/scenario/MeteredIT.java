package io.riskgate.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riskgate.usage.CountedUsage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Usage and statistics after {@code kill -9} under load, twice, against a plain count of the journal's lines. */
class MeteredIT {

    private static final int LANES = 4;
    private static final int MERCHANTS = 7;
    private static final int ANSWERED_MIN = 4_000;
    private static final int UPLOAD_EVERY = 100;
    private static final Duration LOAD_MAX = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger decided = new AtomicInteger();
    private final AtomicInteger uploaded = new AtomicInteger();

    @Test
    void usageAfterAKill_isTheJournals() throws Exception {
        for (int kills = 1; kills <= 2; kills++) {
            try (PackagedEngine engine = start()) {
                loadAndKill(engine, kills * ANSWERED_MIN);
            }
            CountedUsage journalled = CountedUsage.of(directory.resolve("data"));
            try (PackagedEngine engine = start()) {
                CountedUsage told =
                        CountedUsage.of(JSON.readTree(engine.get("/v1/usage").body()));
                System.out.printf(
                        "metered: after %d kills %d decisions and %d uploads answered; %d and %d in the journal; %d and %d told%n",
                        kills,
                        decided.get(),
                        uploaded.get(),
                        sum(journalled, 0),
                        sum(journalled, 2),
                        sum(told, 0),
                        sum(told, 2));
                assertThat(told.rows()).isEqualTo(journalled.rows());
                assertThat(decisionsOfMinutes(engine)).isEqualTo(sum(journalled, 0));
                assertThat(sum(journalled, 0)).isGreaterThan(ANSWERED_MIN / 2);
                assertThat(sum(journalled, 1)).isGreaterThan(sum(journalled, 0));
                assertThat(sum(journalled, 2)).isPositive();
                assertThat(engine.terminate()).isIn(0, 143);
            }
        }
    }

    /** Of the last hour, which is longer than all of it takes. */
    private static long decisionsOfMinutes(PackagedEngine engine) throws IOException {
        long decisions = 0;
        for (JsonNode row : JSON.readTree(
                        engine.get("/v1/statistics/platform?step=1m").body())
                .path("rows")) {
            decisions += row.path("decisions").asLong();
        }
        return decisions;
    }

    private PackagedEngine start() throws IOException {
        return PackagedEngine.start(directory);
    }

    private void loadAndKill(PackagedEngine engine, int decidedMin) throws Exception {
        AtomicBoolean killed = new AtomicBoolean();
        try (ExecutorService lanes = Executors.newFixedThreadPool(LANES)) {
            for (int lane = 0; lane < LANES; lane++) {
                lanes.submit(() -> {
                    while (!killed.get()) {
                        try {
                            send(engine, next.getAndIncrement());
                        } catch (IOException gone) {
                            // The engine was killed while it had this request.
                            return;
                        }
                    }
                });
            }
            try {
                await().atMost(LOAD_MAX).pollInterval(Duration.ofMillis(10)).until(() -> decided.get() >= decidedMin);
            } finally {
                engine.kill();
                killed.set(true);
            }
        }
    }

    private void send(PackagedEngine engine, int number) throws IOException {
        String merchant = "m-" + number % MERCHANTS;
        if (number % UPLOAD_EVERY == 0) {
            uploaded.addAndGet(isAnswered(engine.upload(merchant, rules(1 + number % 5)), 201));
        } else {
            decided.addAndGet(isAnswered(
                    engine.post(
                            "/v1/decisions",
                            "{\"id\":\"%d\",\"merchantId\":\"%s\",\"amount\":5,\"currency\":\"USD\"}"
                                    .formatted(number, merchant)),
                    200));
        }
    }

    private static int isAnswered(HttpResponse<String> answer, int status) {
        return answer.statusCode() == status ? 1 : 0;
    }

    private static String rules(int rules) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rules + 2; i++) {
            text.append("rule \"").append(i).append("\" when Checkout( amount > 100 ) then decision.tag(\"t\"); end\n");
        }
        return text.toString();
    }

    private static long sum(CountedUsage usage, int column) {
        return usage.rows().values().stream()
                .mapToLong((List<Long> row) -> row.get(column))
                .sum();
    }
}
