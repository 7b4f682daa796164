package io.riskgate.loadtest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.riskgate.loadtest.traffic.Traffic;
import io.riskgate.loadtest.traffic.TrafficPlan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class OpenLoopTest {

    private static final Duration HALF_SECOND = Duration.ofMillis(500);
    private static final byte[] OK = FakeEngine.ok(FakeEngine.DECISION);

    @TempDir
    Path directory;

    private Traffic traffic;

    @BeforeEach
    void readTraffic() throws IOException {
        String checkout = "{\"id\":\"1\",\"merchantId\":\"m\",\"card\":{\"fingerprint\":\"fp\"}}";
        Path file = Files.write(directory.resolve("day.jsonl"), Collections.nCopies(10, checkout));
        traffic = Traffic.read(file, new TrafficPlan(3, 1, 7, "run000000001"));
    }

    @Test
    void every_request_arrives_once_with_an_id_of_its_own() throws Exception {
        try (FakeEngine engine = new FakeEngine(request -> OK)) {
            LoadResult result = run(engine, Schedule.constant(1_000, HALF_SECOND));

            assertThat(result.counts().offered()).isEqualTo(500);
            assertThat(result.counts().statuses()).containsOnly(Map.entry(200, 500L));
            assertThat(result.counts().errors()).isZero();
            assertThat(result.offeredPerSecond()).isEqualTo(1_000);
            assertThat(result.achievedPerSecond()).isBetween(1.0, 1_000.0);
            assertThat(ids(engine)).hasSize(500).contains("lt-run000000001-0000000499");
            assertThat(engine.bodies()).hasSize(500);
        }
    }

    @Test
    void second_run_goes_on_with_the_numbers() throws Exception {
        try (FakeEngine engine = new FakeEngine(request -> OK)) {
            Schedule schedule = Schedule.constant(100, HALF_SECOND);
            OpenLoop.run(LoadPlan.of(engine.target(), schedule), traffic);
            OpenLoop.run(LoadPlan.of(engine.target(), schedule).withFirstNumber(50), traffic);

            assertThat(ids(engine)).hasSize(100);
        }
    }

    @Test
    void stall_counts_for_every_request_that_was_due_in_it() throws Exception {
        Duration stall = HALF_SECOND;
        AtomicLong stallEndNanos = new AtomicLong(System.nanoTime());
        FakeEngine.Behaviour stalls = request -> {
            if (request == 500) {
                stallEndNanos.set(System.nanoTime() + stall.toNanos());
            }
            long restNanos = stallEndNanos.get() - System.nanoTime();
            if (restNanos > 0) {
                Thread.sleep(Duration.ofNanos(restNanos));
            }
            return OK;
        };
        try (FakeEngine engine = new FakeEngine(stalls)) {
            Schedule schedule = Schedule.constant(1_000, Duration.ofSeconds(2));
            LoadResult result =
                    OpenLoop.run(LoadPlan.of(engine.target(), schedule).withConnections(8), traffic);

            // 500 of the 2,000 were due in the stall, and waited evenly between 500 ms and none. Only lower bounds,
            // since a
            // busy machine adds to them. Counted from the real send, 8 would be slow and P99 would be next to nothing.
            assertThat(result.counts().errors()).isZero();
            assertThat(result.latency().max()).isGreaterThan(480);
            assertThat(result.latency().p99()).isGreaterThan(450);
            assertThat(result.latency().p90()).isGreaterThan(270);
            assertThat(slowerThan(Duration.ofMillis(100), result.latencyNanos()))
                    .isGreaterThan(380);
        }
    }

    @Test
    void series_adds_up_to_the_whole() throws Exception {
        try (FakeEngine engine = new FakeEngine(request -> request % 5 == 0 ? FakeEngine.http("500 No", "") : OK)) {
            Schedule schedule = Schedule.burst(100, 10, Duration.ofSeconds(1), HALF_SECOND);
            LoadResult result = run(engine, schedule);

            List<SecondResult> seconds = result.seconds();
            assertThat(seconds).extracting(SecondResult::offered).containsExactly(100L, 550L, 50L);
            assertThat(seconds.stream().mapToLong(SecondResult::succeeded).sum())
                    .isEqualTo(result.counts().succeeded());
            assertThat(seconds.stream().mapToLong(SecondResult::errors).sum())
                    .isEqualTo(result.counts().errors());
            assertThat(seconds.stream()
                            .mapToDouble(s -> s.latency().max())
                            .max()
                            .orElseThrow())
                    .isCloseTo(result.latency().max(), within(result.latency().max() * 0.02));
        }
    }

    @Test
    void other_statuses_are_counted_and_are_errors() throws Exception {
        try (FakeEngine engine = new FakeEngine(request -> request % 10 == 0 ? FakeEngine.http("500 No", "x") : OK)) {
            LoadResult result = run(engine, Schedule.constant(400, HALF_SECOND));

            assertThat(result.counts().statuses()).containsEntry(500, 20L).containsEntry(200, 180L);
            assertThat(result.counts().errors()).isEqualTo(20);
            assertThat(result.latencyNanos().getTotalCount()).isEqualTo(180);
        }
    }

    @Test
    void degraded_answers_are_counted_by_kind() throws Exception {
        byte[] degraded = FakeEngine.ok("{\"degraded\":[\"overload\",\"journal\"]}");
        try (FakeEngine engine = new FakeEngine(request -> request % 4 == 0 ? degraded : OK)) {
            LoadResult result = run(engine, Schedule.constant(400, HALF_SECOND));

            assertThat(result.counts().degraded()).isEqualTo(50);
            assertThat(result.counts().degradedShare()).isEqualTo(0.25);
            assertThat(result.counts().degradedByKind())
                    .containsEntry("overload", 50L)
                    .containsEntry("journal", 50L);
        }
    }

    @Test
    void connections_that_the_server_closes_are_errors_and_are_opened_again() throws Exception {
        try (FakeEngine engine = new FakeEngine(request -> request % 10 == 0 ? null : OK)) {
            LoadResult result = run(engine, Schedule.constant(400, HALF_SECOND));

            assertThat(result.counts().connectionErrors()).isEqualTo(20);
            assertThat(result.counts().succeeded()).isEqualTo(180);
            assertAllAccountedFor(result);
        }
    }

    @Test
    void answer_that_is_not_http_or_breaks_off_is_an_error() throws Exception {
        byte[] nonsense = "nonsense nonsense nonsense\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] half = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"degraded\"".getBytes(StandardCharsets.US_ASCII);
        try (FakeEngine engine = new FakeEngine(request -> request % 2 == 0 ? nonsense : half)) {
            LoadPlan plan = LoadPlan.of(engine.target(), Schedule.constant(100, HALF_SECOND))
                    .withTimeout(HALF_SECOND);
            LoadResult result = OpenLoop.run(plan, traffic);

            assertThat(result.counts().succeeded()).isZero();
            assertThat(result.counts().connectionErrors()).isPositive();
            assertThat(result.counts().timeouts()).isPositive();
            assertAllAccountedFor(result);
        }
    }

    @Test
    void server_that_closes_after_each_answer_costs_no_errors() throws Exception {
        byte[] last = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}"
                .getBytes(StandardCharsets.US_ASCII);
        try (FakeEngine engine = new FakeEngine(request -> last)) {
            LoadResult result = run(engine, Schedule.constant(200, HALF_SECOND));

            assertThat(result.counts().errors()).isZero();
            assertThat(engine.bodies()).hasSize(100);
        }
    }

    @Test
    void server_that_never_answers_ends_the_run_in_bounded_time() throws Exception {
        FakeEngine.Behaviour hangs = request -> {
            Thread.sleep(Duration.ofHours(1));
            return OK;
        };
        try (FakeEngine engine = new FakeEngine(hangs)) {
            LoadPlan plan = LoadPlan.of(engine.target(), Schedule.constant(200, HALF_SECOND))
                    .withConnections(4)
                    .withTimeout(HALF_SECOND);
            LoadResult result = OpenLoop.run(plan, traffic);

            assertThat(result.took()).isLessThan(Duration.ofSeconds(5));
            assertThat(result.counts().timeouts()).isPositive();
            assertThat(result.counts().unsent()).isPositive();
            assertThat(result.latency().p50()).isGreaterThanOrEqualTo(500);
            assertAllAccountedFor(result);
        }
    }

    @Test
    void request_that_waits_too_long_for_a_connection_is_unsent() throws Exception {
        URI nobody;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:" + closed.getLocalPort());
        }
        LoadPlan plan = LoadPlan.of(nobody, Schedule.constant(100, HALF_SECOND)).withTimeout(Duration.ofMillis(200));

        LoadResult result = OpenLoop.run(plan, traffic);

        assertThat(result.counts().unsent()).isEqualTo(50);
        assertThat(result.counts().sent()).isZero();
        assertThat(result.counts().connectFailures()).isPositive();
        assertAllAccountedFor(result);
    }

    @Test
    void interruption_ends_the_run() throws Exception {
        try (FakeEngine engine = new FakeEngine(request -> OK)) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> run(engine, Schedule.constant(100, Duration.ofMinutes(10))))
                    .isInstanceOf(InterruptedException.class);
        }
    }

    private LoadResult run(FakeEngine engine, Schedule schedule) throws InterruptedException {
        return OpenLoop.run(LoadPlan.of(engine.target(), schedule), traffic);
    }

    private static void assertAllAccountedFor(LoadResult result) {
        Counts counts = result.counts();
        long answered =
                counts.statuses().values().stream().mapToLong(Long::longValue).sum();
        assertThat(answered + counts.connectionErrors() + counts.timeouts() + counts.unsent())
                .isEqualTo(counts.offered());
        assertThat(answered + counts.connectionErrors() + counts.timeouts()).isEqualTo(counts.sent());
    }

    private static long slowerThan(Duration duration, Histogram nanos) {
        return nanos.getTotalCount() - nanos.getCountBetweenValues(0, duration.toNanos());
    }

    private static Set<String> ids(FakeEngine engine) throws IOException {
        ObjectMapper json = new ObjectMapper();
        Set<String> ids = new HashSet<>();
        for (String body : engine.bodies()) {
            ids.add(json.readTree(body).path("id").asText());
        }
        return ids;
    }
}
