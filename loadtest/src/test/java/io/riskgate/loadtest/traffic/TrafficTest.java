package io.riskgate.loadtest.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrafficTest {

    private static final String RUN = "run000000001";
    private static final TrafficPlan PLAN = new TrafficPlan(10, 1, 7, RUN);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String CHECKOUT = """
            {"id":"c1","merchantId":"shop","occurredAt":"2026-11-25T12:00:00Z","amount":129.90,"currency":"USD",\
            "customer":{"id":"cu-1","email":"zoë@example.com","createdAt":"2026-01-01T00:00:00Z"},\
            "card":{"fingerprint":"fp-1","bin":"411111"},"device":{"id":"d-1"},"ip":{"address":"203.0.113.7"},\
            "items":[{"sku":"id","category":"\\"id\\":\\"x\\"","quantity":1,"price":129.90}],\
            "attributes":{"id":"kept","occurredAt":"kept"}}""";

    @Test
    void copy_differs_from_the_checkout_only_where_it_should() throws IOException {
        Traffic traffic = Traffic.of(List.of(CHECKOUT), new TrafficPlan(1, 1, 7, RUN));

        assertThat(body(traffic, 42)).isEqualTo("""
                {"id":"lt-run000000001-0000000042","merchantId":"merchant-00000","amount":129.90,"currency":"USD",\
                "customer":{"id":"cu-1-00042","email":"zoë@example.com","createdAt":"2026-01-01T00:00:00Z"},\
                "card":{"fingerprint":"fp-1-00042","bin":"411111"},"device":{"id":"d-1-00042"},"ip":{"address":"203.0.113.7"},\
                "items":[{"sku":"id","category":"\\"id\\":\\"x\\"","quantity":1,"price":129.90}],\
                "attributes":{"id":"kept","occurredAt":"kept"}}""");
    }

    @Test
    void every_request_is_valid_json_with_an_id_of_its_own() throws IOException {
        Traffic traffic = Traffic.of(Collections.nCopies(7, CHECKOUT), PLAN);
        Set<String> ids = new HashSet<>();

        for (long number = 0; number < 5_000; number++) {
            String body = body(traffic, number);
            assertThat(body.getBytes(StandardCharsets.UTF_8)).hasSize(traffic.length(number));
            ids.add(JSON.readTree(body).path("id").asText());
        }

        assertThat(ids).hasSize(5_000);
    }

    @Test
    void card_customer_and_device_return_within_a_pass_and_are_new_in_the_next() throws IOException {
        Traffic traffic = Traffic.of(List.of(CHECKOUT, CHECKOUT), PLAN);

        JsonNode first = JSON.readTree(body(traffic, 0));
        JsonNode samePass = JSON.readTree(body(traffic, 1));
        JsonNode nextPass = JSON.readTree(body(traffic, 2));

        for (String pointer : List.of("/card/fingerprint", "/customer/id", "/device/id")) {
            assertThat(samePass.at(pointer)).isEqualTo(first.at(pointer));
            assertThat(nextPass.at(pointer)).isNotEqualTo(first.at(pointer));
        }
        assertThat(nextPass.path("merchantId")).isEqualTo(first.path("merchantId"));
    }

    @Test
    void runs_do_not_share_ids() {
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-25T12:00:00Z"));
        TrafficPlan one = TrafficPlan.of(1, 7, clock, new SplittableRandom(1));
        TrafficPlan sameMillisecond = TrafficPlan.of(1, 7, clock, new SplittableRandom(2));
        TrafficPlan later =
                TrafficPlan.of(1, 7, InstantSource.offset(clock, Duration.ofMillis(1)), new SplittableRandom(1));

        assertThat(Set.of(one.run(), sameMillisecond.run(), later.run())).hasSize(3);
    }

    @Test
    void shares_of_merchants_follow_zipf() throws IOException {
        Traffic traffic = Traffic.of(Collections.nCopies(20_000, CHECKOUT), PLAN);
        Map<String, Integer> requests = new HashMap<>();
        for (long number = 0; number < traffic.size(); number++) {
            requests.merge(
                    JSON.readTree(body(traffic, number)).path("merchantId").asText(), 1, Integer::sum);
        }

        double harmonic = 0;
        for (int k = 1; k <= 10; k++) {
            harmonic += 1.0 / k;
        }
        List<String> merchants = traffic.merchants();
        assertThat(requests.keySet()).containsExactlyInAnyOrderElementsOf(merchants);
        for (int k = 1; k <= 10; k++) {
            double expected = 20_000 / (k * harmonic);
            assertThat((double) requests.get(merchants.get(k - 1))).isBetween(expected * 0.85, expected * 1.15);
        }
    }

    @Test
    void same_seed_gives_the_same_traffic() throws IOException {
        List<String> checkouts = Collections.nCopies(100, CHECKOUT);

        assertThat(bodies(Traffic.of(checkouts, PLAN))).isEqualTo(bodies(Traffic.of(checkouts, PLAN)));
        assertThat(bodies(Traffic.of(checkouts, PLAN)))
                .isNotEqualTo(bodies(Traffic.of(checkouts, new TrafficPlan(10, 1, 8, RUN))));
    }

    @Test
    void file_is_read_line_by_line(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("day.jsonl"), CHECKOUT + "\n" + CHECKOUT + "\n");

        assertThat(Traffic.read(file, PLAN).size()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"id\":\"1\"}", "no json", "{\"merchantId\":\"m\"}"})
    void line_that_is_no_checkout_is_named(String line) {
        assertThatThrownBy(() -> Traffic.of(List.of(CHECKOUT, line), PLAN))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 2");
    }

    @Test
    void empty_file_is_refused() {
        assertThatThrownBy(() -> Traffic.of(List.of(), PLAN)).isInstanceOf(IOException.class);
    }

    private static List<String> bodies(Traffic traffic) {
        List<String> bodies = new ArrayList<>();
        for (long number = 0; number < traffic.size(); number++) {
            bodies.add(body(traffic, number));
        }
        return bodies;
    }

    private static String body(Traffic traffic, long number) {
        ByteBuf body = Unpooled.buffer();
        traffic.append(body, number);
        return body.toString(StandardCharsets.UTF_8);
    }
}
