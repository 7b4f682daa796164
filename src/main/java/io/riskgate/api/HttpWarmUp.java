package io.riskgate.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServerStart;
import io.riskgate.decision.WarmUpConfig;
import io.riskgate.identity.Caller;
import io.riskgate.identity.KeyText;
import io.riskgate.identity.Scope;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends made-up checkouts over HTTP to {@link EchoResource} before the engine says that it is ready. While what reads requests
 * and writes answers is still interpreted, it takes milliseconds of each, and the processors from the shards.
 *
 * <p>A port that the system chooses is not known here, and HTTPS not spoken: the engine is then ready without it, with HTTPS
 * alone after {@link #READY_AFTER}. Thread-safe; never blocks.
 */
@Singleton
final class HttpWarmUp {

    static final int REQUESTS_MAX = 4_000;
    /** As many as give each event loop several on a small machine; on a large one some loops warm up with real traffic. */
    private static final int CONNECTIONS = 16;

    /** Ready by then, also if HTTP has not opened. */
    private static final Duration READY_AFTER = Duration.ofSeconds(5);

    private static final Logger LOG = Logger.getLogger(HttpWarmUp.class);
    private static final Caller CALLER = new Caller("warm-up", Caller.PLATFORM, Set.of(Scope.DECIDE));

    private final Vertx vertx;
    private final Duration timeMax;
    /** Not static: static fields are filled when a native image is built, and Netty must not be started there. */
    private final Buffer body = Buffer.buffer(DecisionExamples.CHECKOUT);

    private final String credential =
            "Warm-Up " + KeyText.generate(new SecureRandom()).text();
    private final AtomicInteger requestsLeft = new AtomicInteger(REQUESTS_MAX);
    private final AtomicInteger connectionsLeft = new AtomicInteger(CONNECTIONS);
    private volatile long startNanos = System.nanoTime();
    private volatile boolean over;

    HttpWarmUp(Vertx vertx, WarmUpConfig config) {
        this.vertx = vertx;
        timeMax = config.warmUp();
    }

    @Produces
    @Readiness
    static HealthCheck ready(HttpWarmUp warmUp) {
        return () -> HealthCheckResponse.named("warm-up")
                .status(!warmUp.isUnderWay())
                .build();
    }

    /** Whether requests of this may still come. */
    boolean isUnderWay() {
        return !over && System.nanoTime() - startNanos < READY_AFTER.toNanos();
    }

    /** Who the warm-up is, if a request has its credential, which nobody else knows and which ends with it; else {@code null}. */
    @Nullable
    Caller caller(@Nullable String authorization) {
        return isUnderWay() && authorization != null && isCredential(authorization) ? CALLER : null;
    }

    private boolean isCredential(String authorization) {
        return MessageDigest.isEqual(credential.getBytes(UTF_8), authorization.getBytes(UTF_8));
    }

    /** After all others: a start that takes long must not use up the time. */
    void started(@Observes @Priority(Integer.MAX_VALUE) StartupEvent start) {
        startNanos = System.nanoTime();
    }

    void run(@ObservesAsync HttpServerStart start) {
        HttpServerOptions server = start.options();
        if (server.getPort() <= 0 || timeMax.isZero()) {
            over = true;
            return;
        }
        String host = server.getHost().equals("0.0.0.0") ? "127.0.0.1" : server.getHost();
        HttpClient client = vertx.createHttpClient(new HttpClientOptions()
                .setDefaultHost(host)
                .setDefaultPort(server.getPort())
                .setMaxPoolSize(CONNECTIONS)
                .setIdleTimeout((int) READY_AFTER.toSeconds()));
        long endNanos = System.nanoTime() + timeMax.toNanos();
        for (int i = 0; i < CONNECTIONS; i++) {
            next(client, endNanos);
        }
    }

    private void next(HttpClient client, long endNanos) {
        if (over || requestsLeft.decrementAndGet() < 0 || System.nanoTime() - endNanos >= 0) {
            endConnection(client);
            return;
        }
        client.request(HttpMethod.POST, EchoResource.PATH)
                .compose(this::send)
                .compose(HttpClientResponse::body)
                .onSuccess(answer -> next(client, endNanos))
                .onFailure(failure -> {
                    LOG.debug("A request of the warm-up failed", failure);
                    endConnection(client);
                });
    }

    private Future<HttpClientResponse> send(HttpClientRequest request) {
        return request.putHeader(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON)
                .putHeader(HttpHeaders.AUTHORIZATION, credential)
                .send(body);
    }

    private void endConnection(HttpClient client) {
        if (connectionsLeft.decrementAndGet() == 0) {
            over = true;
            client.close();
        }
    }
}
