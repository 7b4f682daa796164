package io.riskgate.loadtest.server;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An HTTP server that runs as a process of its own on a loopback port. */
public final class Server implements AutoCloseable {

    private static final Duration STOP_MAX = Duration.ofSeconds(20);
    private static final Duration REPLY_MAX = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 50;
    private static final int LOG_TAIL_CHARS = 2_000;

    private final Process process;
    private final URI url;
    private final Path log;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Duration startTook;

    /** Empty if requests apart from the load have none. */
    private volatile String key = "";

    /** Ends the server when the load test is told to end. */
    private final Thread atExit = new Thread(this::stop);

    private Server(Process process, URI url, Path log, String readyPath, Duration readyMax)
            throws IOException, InterruptedException {
        this.process = process;
        this.url = url;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(atExit);
        long startNanos = System.nanoTime();
        boolean ready = false;
        try {
            awaitReady(readyPath, readyMax);
            ready = true;
        } finally {
            if (!ready) {
                close();
            }
        }
        startTook = Duration.ofNanos(System.nanoTime() - startNanos);
    }

    /**
     * Starts a server and returns when it is ready.
     *
     * @param command the last words may contain {@code {port}}
     * @param directory to run it in
     * @param readyPath answers as soon as the server is ready
     * @throws IOException if it does not become ready; the message has the end of what it wrote
     */
    static Server start(
            List<String> command,
            Path directory,
            Map<String, String> environment,
            Path log,
            String readyPath,
            Duration readyMax)
            throws IOException, InterruptedException {
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(command.stream()
                        .map(word -> word.replace("{port}", Integer.toString(port)))
                        .toList())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return new Server(builder.start(), URI.create("http://127.0.0.1:" + port), log, readyPath, readyMax);
    }

    public URI url(String path) {
        return url.resolve(path);
    }

    public long pid() {
        return process.pid();
    }

    /** From the start of the process until it was ready. */
    public Duration startTook() {
        return startTook;
    }

    /** From now on requests apart from the load have the API key. */
    public void useKey(String other) {
        key = other;
    }

    /** Sends one request apart from the load. */
    public HttpResponse<String> send(String method, String path, String contentType, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path))
                .timeout(REPLY_MAX)
                .header("Content-Type", contentType)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String log() throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8);
    }

    /** Ends it, with force if it does not go. */
    @Override
    public void close() {
        stop();
        Runtime.getRuntime().removeShutdownHook(atExit);
        client.shutdownNow();
    }

    private void stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException inAHurry) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady(String path, Duration max) throws IOException, InterruptedException {
        long endNanos = System.nanoTime() + max.toNanos();
        while (!answers(path)) {
            if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IOException("the server ended before it was ready:\n" + logTail());
            }
            if (System.nanoTime() - endNanos > 0) {
                throw new IOException("the server was not ready after " + max + ":\n" + logTail());
            }
        }
    }

    private boolean answers(String path) throws InterruptedException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(url.resolve(path)).timeout(REPLY_MAX).build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() < 500;
        } catch (IOException notYet) {
            return false;
        }
    }

    private String logTail() throws IOException {
        String all = log();
        return all.substring(Math.max(0, all.length() - LOG_TAIL_CHARS));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
