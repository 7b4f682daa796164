package io.riskgate.scenario;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The packaged engine as its own process, as a user runs it, on a free loopback port; without keys, unless the options say so. It is the
 * jar, or the native binary that the system property {@code riskgate.test.binary} names.
 */
public final class PackagedEngine implements AutoCloseable {

    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final String BINARY = System.getProperty("riskgate.test.binary", "");

    /** Wide, since engine, load and the machine's other work share its cores: these tests are about loss, not time. */
    private static final String BUDGET = "250ms";

    private final Process process;
    private final URI url;
    private final Path log;
    private final Path errors;
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile String key = "";

    private PackagedEngine(Process process, URI url, Path log, Path errors) {
        this.process = process;
        this.url = url;
        this.log = log;
        this.errors = errors;
    }

    /** Returns when the engine is ready. */
    public static PackagedEngine start(Path directory, String... options) throws IOException {
        return start(JAR, directory, options);
    }

    /** The same with the jar of another build. */
    public static PackagedEngine start(Path jar, Path directory, String... options) throws IOException {
        return launch(jar, directory, options).awaitReady();
    }

    /**
     * This one, once it is ready.
     *
     * @throws IllegalStateException with what it said if it does not become ready, and is ended
     */
    public PackagedEngine awaitReady() throws IOException {
        try {
            await().atMost(Duration.ofSeconds(60)).until(this::ready);
        } catch (RuntimeException notReady) {
            String said = log();
            close();
            throw new IllegalStateException("the engine did not become ready; it said:\n" + said, notReady);
        }
        return this;
    }

    /** Returns at once. */
    public static PackagedEngine launch(Path directory, String... options) throws IOException {
        return launch(JAR, directory, options);
    }

    private static PackagedEngine launch(Path jar, Path directory, String... options) throws IOException {
        int port = freePort();
        Path log = Files.createTempFile(directory, "engine", ".log");
        Path errors = Files.createTempFile(directory, "errors", ".log");
        List<String> all = new ArrayList<>(List.of(
                "-Xmx1g",
                // Most of what engines take in their first seconds is the better compiler's, which none of these tests
                // needs.
                "-XX:TieredStopAtLevel=1",
                "-Driskgate.budget=" + BUDGET,
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Driskgate.keys.required=false",
                "-Driskgate.data-dir=" + directory.resolve("data"),
                "-Driskgate.rules-dir=" + directory.resolve("rules")));
        all.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command(jar, all))
                .redirectOutput(log.toFile())
                .redirectError(errors.toFile());
        // An older build, which would be stopped by an option that it does not know, passes over such a variable.
        builder.environment().put("RISKGATE_WARM_UP", "500ms");
        return new PackagedEngine(builder.start(), URI.create("http://127.0.0.1:" + port), log, errors);
    }

    /** Whether it is the jar. */
    public static boolean isJar() {
        return BINARY.isEmpty();
    }

    private static List<String> command(Path jar, List<String> options) {
        List<String> command = new ArrayList<>();
        if (isJar()) {
            command.add(ProcessHandle.current().info().command().orElse("java"));
            command.addAll(options);
            command.addAll(List.of("-jar", jar.toString()));
        } else {
            command.add(Path.of(BINARY).toAbsolutePath().toString());
            // HotSpot's own options, such as which collector it takes; a binary has one.
            options.stream().filter(option -> !option.startsWith("-XX:")).forEach(command::add);
        }
        return command;
    }

    private boolean ready() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the engine ended with " + process.exitValue());
        }
        try {
            return get("/q/health/ready").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** From now on requests have the key; none if it is empty. */
    public void useKey(String other) {
        key = other;
    }

    public URI url() {
        return url;
    }

    /** All that it has written. */
    public String log() throws IOException {
        return Files.readString(log) + errors();
    }

    /** What of it went to the standard error. */
    public String errors() throws IOException {
        return Files.readString(errors);
    }

    public HttpResponse<String> get(String path) throws IOException {
        return send(HttpRequest.newBuilder(url.resolve(path)).GET());
    }

    public HttpResponse<String> post(String path, String json) throws IOException {
        return postAs(key, path, json);
    }

    public HttpResponse<String> put(String path, String json) throws IOException {
        return putAs(key, path, json);
    }

    public HttpResponse<String> upload(String scope, String drl) throws IOException {
        return uploadAs(key, scope, drl);
    }

    public HttpResponse<String> delete(String path) throws IOException {
        return deleteAs(key, path);
    }

    /** The same with a key for this one request; so are those below. */
    public HttpResponse<String> postAs(String own, String path, String json) throws IOException {
        return send(
                own,
                HttpRequest.newBuilder(url.resolve(path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    public HttpResponse<String> putAs(String own, String path, String json) throws IOException {
        return send(
                own,
                HttpRequest.newBuilder(url.resolve(path))
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString(json)));
    }

    public HttpResponse<String> uploadAs(String own, String scope, String drl) throws IOException {
        return send(
                own,
                HttpRequest.newBuilder(url.resolve("/v1/rulesets/" + scope))
                        .header("Content-Type", "text/x-drl")
                        .PUT(HttpRequest.BodyPublishers.ofString(drl)));
    }

    public HttpResponse<String> deleteAs(String own, String path) throws IOException {
        return send(own, HttpRequest.newBuilder(url.resolve(path)).DELETE());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        return send(key, request);
    }

    private HttpResponse<String> send(String own, HttpRequest.Builder request) throws IOException {
        if (!own.isEmpty()) {
            request.header("Authorization", "Bearer " + own);
        }
        try {
            return client.send(request.timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    /** As {@code kill -9}. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** As SIGTERM; returns the exit code. */
    public int terminate() throws InterruptedException {
        askToStop();
        return awaitExit(Duration.ofSeconds(20));
    }

    /** As SIGTERM; returns at once. */
    public void askToStop() {
        process.destroy();
    }

    /** Returns the exit code. */
    public int awaitExit(Duration max) throws InterruptedException {
        if (!process.waitFor(max.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("the engine did not end within " + max);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        client.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
