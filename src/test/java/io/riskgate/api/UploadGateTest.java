package io.riskgate.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class UploadGateTest {

    private static final String RULE = "rule \"r\" when Checkout() then decision.tag(\"t\"); end\n";
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final byte[] BLANKS = " ".repeat(UploadGate.LIST_BYTES_MAX).getBytes(UTF_8);

    private final String scope = "m-" + UUID.randomUUID();

    @TestHTTPResource("/v1/rulesets/")
    URI rulesets;

    @Test
    void rulesetOfItsLimit_isTaken() throws Exception {
        String text = RULE + "/".repeat(UploadGate.RULESET_BYTES_MAX - RULE.length());

        assertThat(upload(text.getBytes(UTF_8)).statusCode()).isEqualTo(201);
    }

    @Test
    void rulesetOverItsLimit_isRefusedWithTheLimit() throws Exception {
        HttpResponse<String> answer =
                upload("/".repeat(UploadGate.RULESET_BYTES_MAX + 1).getBytes(UTF_8));

        assertProblem(answer, 413, "256 KiB");
    }

    @Test
    void rulesetOfUnknownLength_isRefusedAtItsLimit() throws Exception {
        Endless endless = new Endless(64L << 30);
        HttpRequest request =
                request().PUT(BodyPublishers.ofInputStream(() -> endless)).build();

        assertProblem(CLIENT.send(request, BodyHandlers.ofString()), 413, "256 KiB");
        assertThat(endless.left).isPositive();
    }

    @Test
    void rulesetOfUnknownLength_isTakenBelowItsLimit() throws Exception {
        HttpRequest request = request()
                .PUT(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(RULE.getBytes(UTF_8))))
                .build();

        assertThat(CLIENT.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(201);
    }

    @Test
    void announcedLength_isRefusedBeforeTheBody() throws Exception {
        try (Socket socket = new Socket(rulesets.getHost(), rulesets.getPort())) {
            send(
                    socket,
                    "PUT /v1/rulesets/%s HTTP/1.1\r\nHost: x\r\nContent-Type: text/x-drl\r\nContent-Length: 999999999\r\nExpect: 100-continue\r\n\r\n"
                            .formatted(scope));

            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 413 ")
                    .contains("application/problem+json");
        }
    }

    @Test
    void expectedContinue_isGiven() throws Exception {
        try (Socket socket = new Socket(rulesets.getHost(), rulesets.getPort())) {
            send(
                    socket,
                    "PUT /v1/rulesets/%s HTTP/1.1\r\nHost: x\r\nContent-Type: text/x-drl\r\nContent-Length: %d\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"
                            .formatted(scope, RULE.length()));
            byte[] go = socket.getInputStream().readNBytes("HTTP/1.1 100 Continue\r\n\r\n".length());
            send(socket, RULE);

            assertThat(new String(go, UTF_8)).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 201 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "zstd", "GZIP", "identity, gzip", "x"})
    void compressedBody_isNotInflated(String encoding) throws Exception {
        HttpRequest request = request()
                .header("Content-Encoding", encoding)
                .PUT(BodyPublishers.ofByteArray(bomb()))
                .build();

        assertProblem(CLIENT.send(request, BodyHandlers.ofString()), 415, "compressed");
    }

    @Test
    void compressedTransfer_isNotInflated() throws Exception {
        try (Socket socket = new Socket(rulesets.getHost(), rulesets.getPort())) {
            send(
                    socket,
                    "PUT /v1/rulesets/%s HTTP/1.1\r\nHost: x\r\nContent-Type: text/x-drl\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"
                            .formatted(scope));

            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 415 ");
        }
    }

    @Test
    void http2_isNotSpoken() throws Exception {
        try (HttpClient willing =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            HttpRequest request = request().PUT(BodyPublishers.ofString(RULE)).build();

            assertThat(willing.send(request, BodyHandlers.ofString()).version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        }
    }

    @Test
    void compressedBodyThatDoesNotSaySo_isNotUtf8() throws Exception {
        assertProblem(upload(bomb()), 400, "UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"iso-8859-1", "windows-1252", "us-ascii", "utf-16", "\"UTF-16\"", "utf-32", "utf-7", "x", ""})
    void otherCharset_isRefused(String charset) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(rulesets.resolve(scope))
                .timeout(PATIENCE)
                .header("Content-Type", "text/x-drl; charset=" + charset)
                .PUT(BodyPublishers.ofString("// é\n" + RULE))
                .build();

        assertProblem(CLIENT.send(request, BodyHandlers.ofString()), 415, "UTF-8");
    }

    @Test
    void otherCharsetThatShowsLate_isRefused() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(rulesets.resolve(scope))
                .timeout(PATIENCE)
                .header("Content-Type", "text/plain; charset=iso-8859-1")
                .PUT(BodyPublishers.ofString(RULE + "/".repeat(200_000) + "é"))
                .build();

        assertProblem(CLIENT.send(request, BodyHandlers.ofString()), 415, "UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"iso-8859-1", "windows-1252", "US-ASCII", "UTF-8", "\"utf8\""})
    void asciiUnderAnotherName_isTaken(String charset) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(rulesets.resolve(scope))
                .timeout(PATIENCE)
                .header("Content-Type", "text/plain; charset=" + charset)
                .PUT(BodyPublishers.ofString(RULE))
                .build();

        assertThat(CLIENT.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(201);
    }

    @Test
    void otherCharsetThatIsNotNamed_isNotUtf8() throws Exception {
        assertProblem(upload(RULE.getBytes(UTF_16)), 400, "UTF-8");
        assertProblem(upload("// é\n".getBytes(ISO_8859_1)), 400, "UTF-8");
        assertProblem(upload(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}), 400, "UTF-8");
    }

    @Test
    void largeCheckoutOfUnknownLength_isDecided() throws Exception {
        assertThat(decide(checkout(40_000)).statusCode()).isEqualTo(200);
        assertProblem(decide(checkout(70_000)), 400, "64 KiB");
    }

    @Test
    void checkoutsThatComeSlowly_holdNoThread() throws Exception {
        besideSlowClients(
                "POST /v1/decisions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n"
                        + " ".repeat(20_000),
                () -> {
                    assertThat(decide(checkout(40_000)).statusCode()).isEqualTo(200);
                    assertThat(upload(RULE.getBytes(UTF_8)).statusCode()).isEqualTo(201);
                });
    }

    @Test
    void smallBodiesThatComeSlowly_holdNoThread() throws Exception {
        HttpRequest other = HttpRequest.newBuilder(rulesets.resolve("/v1/limits/" + scope))
                .timeout(PATIENCE)
                .build();
        besideSlowClients(
                "POST /v1/decisions/x/confirm HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
                () -> assertThat(CLIENT.send(other, BodyHandlers.ofString()).statusCode())
                        .isEqualTo(200));
    }

    @FunctionalInterface
    private interface Requests {
        void send() throws Exception;
    }

    /** More of them than there are threads; none sends more than that. */
    private void besideSlowClients(String begin, Requests others) throws Exception {
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                Socket socket = new Socket(rulesets.getHost(), rulesets.getPort());
                open.add(socket);
                send(socket, begin);
            }
            others.send();
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    @Test
    void clientThatGoesAway_leavesRoomForTheNext() throws Exception {
        long full = BodyRoom.BYTES_MAX / UploadGate.RULESET_BYTES_MAX;
        for (int i = 0; i < full + 10; i++) {
            try (Socket socket = new Socket(rulesets.getHost(), rulesets.getPort())) {
                send(
                        socket,
                        "PUT /v1/rulesets/%s HTTP/1.1\r\nHost: x\r\nContent-Type: text/x-drl\r\nContent-Length: %d\r\n\r\nhalf"
                                .formatted(scope, UploadGate.RULESET_BYTES_MAX));
            }
        }
        await().untilAsserted(() ->
                assertThat(upload(RULE.getBytes(UTF_8)).statusCode()).isEqualTo(201));
    }

    @Test
    void moreThanThereIsRoomFor_isToldToComeAgain() throws Exception {
        List<Socket> open = new ArrayList<>();
        try {
            long full = BodyRoom.BYTES_MAX / UploadGate.RULESET_BYTES_MAX;
            for (int i = 0; i < full; i++) {
                Socket socket = new Socket(rulesets.getHost(), rulesets.getPort());
                open.add(socket);
                send(
                        socket,
                        "PUT /v1/rulesets/%s HTTP/1.1\r\nHost: x\r\nContent-Type: text/x-drl\r\nContent-Length: %d\r\n\r\nhalf"
                                .formatted(scope, UploadGate.RULESET_BYTES_MAX));
            }
            await().untilAsserted(() -> {
                HttpResponse<String> answer = upload(RULE.getBytes(UTF_8));
                assertProblem(answer, 503, "uploaded");
                assertThat(answer.headers().firstValue("Retry-After")).contains("1");
            });
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    @Test
    void uploadThatIsAnswered_leavesRoomForTheNext() throws Exception {
        for (int i = 0; i <= BodyRoom.BYTES_MAX / UploadGate.LIST_BYTES_MAX; i++) {
            assertThat(uploadList().statusCode()).isEqualTo(400);
        }
    }

    /** One that is not valid, as large as may be. */
    private HttpResponse<String> uploadList() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(rulesets.resolve("/v1/lists/" + scope + "/x/entries"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofByteArray(BLANKS))
                .build();
        return CLIENT.send(request, BodyHandlers.ofString());
    }

    private String checkout(int bytes) {
        return "{\"id\":\"%s\",\"merchantId\":\"%s\",\"amount\":5,\"currency\":\"USD\"%s}"
                .formatted(UUID.randomUUID(), scope, " ".repeat(bytes));
    }

    /** In chunks, without saying how long it is. */
    private HttpResponse<String> decide(String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(rulesets.resolve("/v1/decisions"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.getBytes(UTF_8))))
                .build();
        return CLIENT.send(request, BodyHandlers.ofString());
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(rulesets.resolve(scope)).timeout(PATIENCE).header("Content-Type", "text/x-drl");
    }

    private HttpResponse<String> upload(byte[] body) throws IOException, InterruptedException {
        return CLIENT.send(request().PUT(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofString());
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String detail) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"status\":" + status, detail);
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(UTF_8));
        out.flush();
    }

    /** 64 MiB of slashes in some 64 KiB. */
    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            byte[] slashes = "/".repeat(1024 * 1024).getBytes(UTF_8);
            for (int i = 0; i < 64; i++) {
                gzip.write(slashes);
            }
        }
        return packed.toByteArray();
    }

    /** More bytes than could be sent while the answer is waited for. */
    private static final class Endless extends InputStream {

        private long left;

        Endless(long bytes) {
            left = bytes;
        }

        @Override
        public int read() {
            return left-- > 0 ? '/' : -1;
        }
    }
}
