package io.riskgate.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.ext.web.RoutingContext;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResponseEndTest {

    private final HeldRequests server = new HeldRequests(RoutingContext::next);
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger ends = new AtomicInteger();

    @AfterEach
    void stop() {
        client.shutdownNow();
        server.close();
    }

    private RoutingContext held() throws InterruptedException {
        server.upload(client, "/v1/lists/acme/x", BodyPublishers.noBody());
        return server.next();
    }

    @Test
    void responseThatIsWritten_isOver() throws Exception {
        RoutingContext held = held();
        Runnable end = ResponseEnd.once(held, ends::incrementAndGet);
        assertThat(ends).hasValue(0);

        held.response().end();
        assertThat(ends).hasValue(1);
        end.run();
        assertThat(ends).hasValue(1);
    }

    @Test
    void clientThatLeaves_endsTheResponse() throws Exception {
        ResponseEnd.once(held(), ends::incrementAndGet);

        client.shutdownNow();
        await().untilAsserted(() -> assertThat(ends).hasValue(1));
    }

    @Test
    void clientThatHadLeft_endsTheResponseAtOnce() throws Exception {
        RoutingContext held = held();
        client.shutdownNow();
        await().until(() -> held.response().closed());

        ResponseEnd.once(held, ends::incrementAndGet);
        assertThat(ends).hasValue(1);
    }
}
