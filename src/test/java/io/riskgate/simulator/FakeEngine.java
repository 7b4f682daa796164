package io.riskgate.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A real HTTP server with the few calls that the demonstration makes; also a program of its own. */
final class FakeEngine implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    final List<JsonNode> checkouts = new CopyOnWriteArrayList<>();
    final Map<String, JsonNode> lists = new ConcurrentHashMap<>();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** @param decide the body of the answer to a checkout; one that starts with a digit is an error of that status */
    FakeEngine(int port, Function<JsonNode, String> decide) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/q/health/ready", exchange -> answer(exchange, 200, "{}"));
        server.createContext("/v1/lists/", exchange -> {
            lists.put(exchange.getRequestURI().getPath(), JSON.readTree(exchange.getRequestBody()));
            answer(exchange, "PUT".equals(exchange.getRequestMethod()) ? 200 : 405, "{}");
        });
        server.createContext("/v1/decisions", exchange -> {
            JsonNode checkout = JSON.readTree(exchange.getRequestBody());
            checkouts.add(checkout);
            String body = decide.apply(checkout);
            boolean error = Character.isDigit(body.charAt(0));
            answer(exchange, error ? Integer.parseInt(body.substring(0, 3)) : 200, body);
        });
        server.start();
    }

    static String verdict(String verdict, String... codes) throws IllegalStateException {
        List<Map<String, String>> reasons =
                Arrays.stream(codes).map(code -> Map.of("code", code)).toList();
        return JSON.valueToTree(Map.of("verdict", verdict, "reasons", reasons, "degraded", List.of()))
                .toString();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }

    /** Behaves as the packaged engine does: listens where it is told, keeps data where it is told, ends on SIGTERM. */
    public static void main(String... arguments) throws IOException {
        Path data = Files.createDirectories(Path.of(System.getProperty("riskgate.data-dir")));
        Files.writeString(data.resolve("journal"), "rules: " + System.getProperty("riskgate.rules-dir"));
        new FakeEngine(Integer.getInteger("quarkus.http.port"), checkout -> verdict("APPROVE"));
    }
}
