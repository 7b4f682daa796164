package io.riskgate.loadtest.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.riskgate.loadtest.traffic.Traffic;
import io.riskgate.loadtest.traffic.TrafficPlan;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestWriterTest {

    private static final URI TARGET = URI.create("http://127.0.0.1:8080/v1/decisions");

    @TempDir
    Path directory;

    private Traffic traffic;

    @BeforeEach
    void readTraffic() throws IOException {
        String checkout = "{\"id\":\"1\",\"merchantId\":\"m\",\"card\":{\"fingerprint\":\"fp\"}}";
        Path file = Files.write(directory.resolve("day.jsonl"), Collections.nCopies(50, checkout));
        traffic = Traffic.read(file, new TrafficPlan(2, 0, 7, "run000000001"));
    }

    private static String written(Traffic traffic, long number) {
        ByteBuf request = new RequestWriter(TARGET, traffic).write(UnpooledByteBufAllocator.DEFAULT, number);
        try {
            return request.toString(StandardCharsets.US_ASCII);
        } finally {
            request.release();
        }
    }

    @Test
    void head_ends_before_the_body_it_announces() {
        String request = written(traffic, 3);

        int bodyStart = request.indexOf("\r\n\r\n") + 4;
        assertThat(request.substring(0, bodyStart))
                .isEqualTo("POST /v1/decisions HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nAccept: application/json\r\n"
                        + "Content-Type: application/json\r\nContent-Length: "
                        + (request.length() - bodyStart) + "\r\n\r\n");
    }

    @Test
    void every_request_has_the_key_of_its_own_merchant() {
        Traffic keyed = traffic.withKeys(Map.of("merchant-00000", "rk_zero", "merchant-00001", "rk_one"));
        Set<String> seen = new HashSet<>();

        for (int number = 0; number < traffic.size(); number++) {
            String request = written(keyed, number);
            String key = request.contains("\"merchantId\":\"merchant-00000\"") ? "rk_zero" : "rk_one";
            assertThat(request).contains("\r\nAuthorization: Bearer " + key + "\r\n\r\n{");
            seen.add(key);
        }

        assertThat(seen).hasSize(2);
    }

    @Test
    void traffic_of_one_merchant_has_no_other() {
        Traffic one = traffic.withKeys(Map.of("merchant-00001", "rk_one")).only("merchant-00001"::equals);

        assertThat(one.merchants()).containsExactly("merchant-00001");
        assertThat(one.size()).isBetween(1, traffic.size() - 1);
        for (int number = 0; number < 2 * one.size(); number++) {
            assertThat(written(one, number))
                    .contains("\"merchantId\":\"merchant-00001\"")
                    .contains("Bearer rk_one");
        }
    }
}
