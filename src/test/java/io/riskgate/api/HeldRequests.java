package io.riskgate.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.identity.Caller;
import io.riskgate.identity.Scope;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server whose requests are answered when the test says so. The third part of a path names the merchant that asks. */
final class HeldRequests implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 10;

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<RoutingContext> held = new LinkedBlockingQueue<>();
    private final HttpServer server;

    /** @param gate what requests pass before they are held */
    HeldRequests(Handler<RoutingContext> gate) {
        Router router = Router.router(vertx);
        router.route("/v1/:what/:merchant/*").handler(context -> {
            context.put(IdentityGate.KEY, new Caller("key", context.pathParam("merchant"), Set.of(Scope.LISTS)));
            gate.handle(context);
        });
        router.route().handler(held::add);
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** Begins to upload something. */
    CompletableFuture<HttpResponse<String>> upload(HttpClient client, String path, BodyPublisher body) {
        URI address = URI.create("http://127.0.0.1:" + server.actualPort() + path);
        HttpRequest request = HttpRequest.newBuilder(address)
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofSeconds(PATIENCE_SECONDS))
                .PUT(body)
                .build();
        return client.sendAsync(request, BodyHandlers.ofString());
    }

    /** The next that waits for its answer. */
    RoutingContext next() throws InterruptedException {
        RoutingContext next = held.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(next).as("a request that waits").isNotNull();
        return next;
    }

    /** Whether one waits for its answer. */
    boolean holds() {
        return !held.isEmpty();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
