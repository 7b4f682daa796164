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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Sends messages. An address is looked up once, held against {@link PublicAddresses}, and connected to as it is, so that a second
 * look-up cannot lead elsewhere. No redirect is followed, and of the answer nothing but the status is read. Thread-safe; looking up an
 * address blocks one of {@link #LOOK_UPS_MAX} threads, and no caller.
 */
final class WebhookSender implements AutoCloseable {

    private static final int LOOK_UPS_MAX = 8;
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private final WebhookSettings settings;
    private final Clock clock;
    private final HttpClient client;
    private final ExecutorService lookUps = Executors.newFixedThreadPool(
            LOOK_UPS_MAX,
            Thread.ofPlatform().name("riskgate-webhook-", 0).daemon().factory());

    WebhookSender(Vertx vertx, WebhookSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        client = vertx.createHttpClient(new HttpClientOptions()
                .setKeepAlive(false)
                .setMaxPoolSize(WebhookDeliveries.AT_ONCE_MAX)
                .setConnectTimeout((int) settings.timeout().toMillis()));
    }

    /** The status of the answer; or a failure, after the timeout at the latest. */
    CompletionStage<Integer> send(Webhook webhook, String secret, WebhookMessage message) {
        return CompletableFuture.supplyAsync(() -> address(webhook.url()), lookUps)
                .thenCompose(address -> post(webhook.url(), address, secret, message))
                .orTimeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    private InetAddress address(URI url) {
        try {
            InetAddress[] all = InetAddress.getAllByName(url.getHost());
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

    private CompletionStage<Integer> post(URI url, InetAddress address, String secret, WebhookMessage message) {
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
                .setTimeout(settings.timeout().toMillis())
                .putHeader("Content-Type", "application/json")
                .putHeader("User-Agent", "Riskgate")
                .putHeader(WebhookMessage.ID_HEADER, message.id())
                .putHeader(WebhookMessage.SIGNATURE_HEADER, message.signature(secret, clock.instant()));
        return client.request(options)
                .compose(request -> request.send(Buffer.buffer(message.body())).map(response -> {
                    int status = response.statusCode();
                    // Its body may have no end.
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
