package io.riskgate.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link UploadGate} lets in while earlier uploads are worked on. */
class HeldUploadsTest {

    /** As much as one merchant may have. */
    private static final BodyPublisher WHOLE_SHARE =
            BodyPublishers.ofByteArray(new byte[(int) BodyRoom.BYTES_OF_MERCHANT_MAX]);

    private static final String LIST = "/v1/lists/%s/x/entries";

    private final HttpClient client = HttpClient.newHttpClient();
    private HeldRequests server;

    @BeforeEach
    void start() {
        // Longer than a test takes.
        start(60_000);
    }

    private void start(long abandonedMillisMax) {
        server = new HeldRequests(new UploadGate(new EarlyAnswer(new ObjectMapper()), abandonedMillisMax)::handle);
    }

    @AfterEach
    void stop() {
        client.shutdownNow();
        server.close();
    }

    private CompletableFuture<HttpResponse<String>> upload(String merchantId) {
        return server.upload(client, LIST.formatted(merchantId), WHOLE_SHARE);
    }

    private int status(CompletableFuture<HttpResponse<String>> answer) {
        return answer.join().statusCode();
    }

    private RoutingContext heldOfOneThatLeaves() throws InterruptedException {
        HttpClient leaving = HttpClient.newHttpClient();
        server.upload(leaving, LIST.formatted("acme"), WHOLE_SHARE);
        RoutingContext held = server.next();
        leaving.shutdownNow();
        await().until(() -> held.response().closed());
        return held;
    }

    @Test
    void upload_hasItsRoomUntilItIsAnswered() throws Exception {
        CompletableFuture<HttpResponse<String>> first = upload("acme");
        RoutingContext held = server.next();

        assertThat(status(upload("acme"))).isEqualTo(503);
        CompletableFuture<HttpResponse<String>> ofAnother = upload("other");
        server.next().response().end();
        assertThat(status(ofAnother)).isEqualTo(200);

        held.response().end();
        assertThat(status(first)).isEqualTo(200);
        CompletableFuture<HttpResponse<String>> next = upload("acme");
        server.next().response().end();
        assertThat(status(next)).isEqualTo(200);
    }

    @Test
    void uploadOfAClientThatIsGone_hasItsRoomUntilTheWorkIsDone() throws Exception {
        RoutingContext held = heldOfOneThatLeaves();
        assertThat(status(upload("acme"))).isEqualTo(503);

        held.response().end();
        CompletableFuture<HttpResponse<String>> next = upload("acme");
        server.next().response().end();
        assertThat(status(next)).isEqualTo(200);
    }

    @Test
    void abandonedWorkThatNobodyHearsTheEndOf_losesItsRoom() throws Exception {
        server.close();
        start(50);
        heldOfOneThatLeaves();

        await().until(() -> {
            CompletableFuture<HttpResponse<String>> next = upload("acme");
            await().until(() -> next.isDone() || server.holds());
            return server.holds();
        });
    }

    @Test
    void uploadThatDidNotSayHowLongItIs_hasItsOwnLengthOnceItIsThere() throws Exception {
        BodyPublisher ofOneByte = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[1]));
        Set<RoutingContext> held = new HashSet<>();
        // As large as they might be, two batches have room.
        for (int i = 0; i < 3; i++) {
            server.upload(client, "/v1/decisions/acme/batch", ofOneByte);
            held.add(server.next());
        }
        assertThat(held).hasSize(3);
    }
}
