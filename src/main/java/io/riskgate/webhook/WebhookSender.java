package io.riskgate.webhook;

import io.riskgate.merchant.Webhook;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends messages. An address is looked up once, held against {@link PublicAddresses}, and connected to as it is, so that a second
 * look-up cannot lead elsewhere. No redirect is followed, and of the answer nothing but the status is read.
 *
 * <p>Nothing can end a look-up, and where name servers do not answer it outlasts the timeout. Then nothing is sent any more, since the
 * attempt counts as failed, but it is not over before the look-up is: whoever bounds attempts also bounds the threads that they hold.
 *
 * <p>Thread-safe; looking up an address blocks one of {@link #LOOK_UPS_MAX} threads, and no caller.
 */
final class WebhookSender implements AutoCloseable {

    /** One for each attempt, so that none waits for another's. */
    private static final int LOOK_UPS_MAX = WebhookDeliveries.AT_ONCE_MAX;

    private static final Duration IDLE_MAX = Duration.ofSeconds(10);
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private final WebhookSettings settings;
    private final Clock clock;
    private final HostLookUp lookUp;
    private final HttpClient client;
    /** Its queue is empty: there is a thread for each attempt. */
    private final ThreadPoolExecutor lookUps = new ThreadPoolExecutor(
            LOOK_UPS_MAX,
            LOOK_UPS_MAX,
            IDLE_MAX.toSeconds(),
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("riskgate-webhook-", 0).daemon().factory());

    WebhookSender(Vertx vertx, WebhookSettings settings, Clock clock, HostLookUp lookUp) {
        this.settings = settings;
        this.clock = clock;
        this.lookUp = lookUp;
        lookUps.allowCoreThreadTimeOut(true);
        client = vertx.createHttpClient(new HttpClientOptions()
                .setKeepAlive(false)
                .setMaxPoolSize(WebhookDeliveries.AT_ONCE_MAX)
                .setConnectTimeout((int) settings.timeout().toMillis()));
    }

    /** The status of the answer; or a failure, after the timeout or, where that takes longer, once the address is looked up. */
    CompletionStage<Integer> send(Webhook webhook, String secret, WebhookMessage message) {
        long endNanos = System.nanoTime() + settings.timeout().toNanos();
        CompletableFuture<InetAddress> found = CompletableFuture.supplyAsync(() -> address(webhook.url()), lookUps);
        CompletableFuture<Integer> status = found.thenCompose(address -> {
                    long leftMillis = TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime());
                    return leftMillis > 0
                            ? post(webhook.url(), address, secret, message, leftMillis)
                            : CompletableFuture.failedStage(new TimeoutException());
                })
                .orTimeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        return found.handle((address, failure) -> true).thenCompose(lookedUp -> status);
    }

    private InetAddress address(URI url) {
        try {
            InetAddress[] all = lookUp.addresses(url.getHost());
            for (InetAddress address : all) {
                if (!settings.privateAddresses() && !PublicAddresses.isPublic(address)) {
                    throw new CompletionException(
                            new UnknownHostException("The webhook's address is not one of the internet"));
                }
            }
            return all[0];
        } catch (UnknownHostException e) {
            throw new CompletionException(e);
        }
    }

    private CompletionStage<Integer> post(
            URI url, InetAddress address, String secret, WebhookMessage message, long timeoutMillis) {
        boolean secure = "https".equals(url.getScheme());
        int port = url.getPort() >= 0 ? url.getPort() : secure ? HTTPS_PORT : HTTP_PORT;
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setHost(url.getHost())
                .setPort(port)
                .setSsl(secure)
                .setURI(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery())
                .setFollowRedirects(false)
                .setTimeout(timeoutMillis)
                .putHeader("Content-Type", "application/json")
                .putHeader("User-Agent", "Riskgate")
                .putHeader(WebhookMessage.ID_HEADER, message.id())
                .putHeader(WebhookMessage.SIGNATURE_HEADER, message.signature(secret, clock.instant()));
        return client.request(options)
                .compose(request -> request.send(Buffer.buffer(message.body())).map(response -> {
                    int status = response.statusCode();
                    // Its body may have no end. That it is cut off would be logged as an error.
                    response.exceptionHandler(cutOff -> {});
                    request.reset();
                    return status;
                }))
                .toCompletionStage();
    }

    @Override
    public void close() {
        lookUps.shutdownNow();
        client.close();
    }
}
