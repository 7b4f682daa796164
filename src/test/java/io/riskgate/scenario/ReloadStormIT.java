package io.riskgate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten uploads a second under five hundred decisions a second. */
class ReloadStormIT {

    private static final int SECONDS = Integer.getInteger("riskgate.storm.seconds", 15);
    private static final int DECISIONS_PER_SECOND = 500;
    private static final int UPLOADS_PER_SECOND = 10;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a decision said: the version that it named, and the reason codes that it gave. */
    private record Said(String ruleset, List<String> codes) {}

    @TempDir
    Path directory;

    @Test
    void uploadsUnderLoad_failNothingAndMixNothing() throws Exception {
        Map<String, String> codeOfVersion = new ConcurrentHashMap<>();
        ConcurrentLinkedQueue<Said> answers = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
        try (PackagedEngine engine = PackagedEngine.start(directory);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            upload(engine, 0, codeOfVersion);
            Semaphore inFlight = new Semaphore(64);
            Future<?> uploads = threads.submit(() -> {
                for (int i = 1; i <= SECONDS * UPLOADS_PER_SECOND; i++) {
                    upload(engine, i, codeOfVersion);
                    pace(i, UPLOADS_PER_SECOND);
                }
                return null;
            });
            long startNanos = System.nanoTime();
            for (int i = 0; i < SECONDS * DECISIONS_PER_SECOND; i++) {
                long dueNanos = startNanos + i * (TimeUnit.SECONDS.toNanos(1) / DECISIONS_PER_SECOND);
                LockSupport.parkNanos(dueNanos - System.nanoTime());
                inFlight.acquire();
                int number = i;
                threads.submit(() -> {
                    try {
                        decide(engine, number, answers, failures);
                    } finally {
                        inFlight.release();
                    }
                });
            }
            uploads.get(60, TimeUnit.SECONDS);
            inFlight.acquire(64);
        }

        System.out.printf(
                "reload storm: %d decisions, %d uploads, %d versions seen in answers, %d failures, late by second %s%n",
                answers.size(),
                codeOfVersion.size(),
                answers.stream().map(Said::ruleset).distinct().count(),
                failures.size(),
                degradedAtSecond);
        assertThat(failures).isEmpty();
        assertThat(degradedAtSecond).isEmpty();
        assertThat(answers).hasSize(SECONDS * DECISIONS_PER_SECOND);
        assertThat(answers)
                .allSatisfy(said -> assertThat(said.codes()).containsExactly(codeOfVersion.get(said.ruleset())));
        assertThat(answers.stream().map(Said::ruleset).distinct().count())
                .isGreaterThan((long) SECONDS * UPLOADS_PER_SECOND / 2);
    }

    private long pacedFromNanos = System.nanoTime();

    private void pace(int done, int perSecond) {
        if (done == 1) {
            pacedFromNanos = System.nanoTime();
        }
        long dueNanos = pacedFromNanos + done * (TimeUnit.SECONDS.toNanos(1) / perSecond);
        LockSupport.parkNanos(Math.max(0, dueNanos - System.nanoTime()));
    }

    private static void upload(PackagedEngine engine, int number, Map<String, String> codeOfVersion) throws Exception {
        String code = "upload_" + number;
        HttpResponse<String> answer = engine.upload("storm", """
                package storm
                rule "always" when Checkout( amount > 0 ) then decision.review("%s"); end
                rule "never" when Checkout( velocity.count("card", "10m") > %d ) then decision.decline("never"); end
                """.formatted(code, 1_000_000 + number));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        codeOfVersion.put(
                "storm@" + JSON.readTree(answer.body()).path("version").asInt(), code);
    }

    private final Map<Integer, Integer> degradedAtSecond = new ConcurrentSkipListMap<>();

    private void decide(
            PackagedEngine engine,
            int number,
            ConcurrentLinkedQueue<Said> answers,
            ConcurrentLinkedQueue<String> failures) {
        try {
            HttpResponse<String> answer = engine.post(
                    "/v1/decisions",
                    "{\"id\":\"storm-%d\",\"merchantId\":\"storm\",\"amount\":5.00,\"currency\":\"USD\",\"card\":{\"fingerprint\":\"c-%d\"}}"
                            .formatted(number, number % 100));
            JsonNode body = JSON.readTree(answer.body());
            if (answer.statusCode() == 200 && !body.path("degraded").isEmpty()) {
                degradedAtSecond.merge(number / DECISIONS_PER_SECOND, 1, Integer::sum);
                return;
            }
            if (answer.statusCode() != 200) {
                failures.add(answer.statusCode() + " " + answer.body());
                return;
            }
            answers.add(new Said(
                    body.path("rulesets").path(0).asText(), body.path("reasons").findValuesAsText("code")));
        } catch (Exception failed) {
            failures.add(failed.toString());
        }
    }

    static {
        // The storm's own limit, should the engine hang.
        assertThat(Duration.ofSeconds(SECONDS)).isLessThan(Duration.ofMinutes(10));
    }
}
