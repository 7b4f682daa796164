package io.riskgate.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A merchant's server, which notes what it gets and behaves as it is told to. */
final class ShopServer implements AutoCloseable {

    /** @param path that was asked for */
    record Got(String path, String delivery, String signature, String body) {}

    /** How it answers. */
    enum Behaviour {
        OK,
        FAIL,
        REDIRECT,
        HANG,
        CUT_OFF,
        ENDLESS
    }

    final List<Got> got = new CopyOnWriteArrayList<>();
    final AtomicInteger atOnceMax = new AtomicInteger();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final Queue<Behaviour> next = new ConcurrentLinkedQueue<>();
    private volatile Behaviour otherwise = Behaviour.OK;
    private final CountDownLatch released = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    ShopServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI url(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    /** One after the other, before what it does otherwise. */
    void behave(Behaviour... one) {
        next.addAll(List.of(one));
    }

    void behaveOtherwise(Behaviour behaviour) {
        otherwise = behaviour;
    }

    /** Lets all go that hang. */
    void release() {
        released.countDown();
    }

    private void handle(HttpExchange exchange) throws IOException {
        atOnceMax.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        try {
            got.add(new Got(
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders().getFirst("Riskgate-Delivery"),
                    exchange.getRequestHeaders().getFirst("Riskgate-Signature"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            Behaviour first = next.poll();
            answer(exchange, first == null ? otherwise : first);
        } catch (InterruptedException e) {
            throw new IOException(e);
        } finally {
            atOnce.decrementAndGet();
            exchange.close();
        }
    }

    private void answer(HttpExchange exchange, Behaviour behaviour) throws IOException, InterruptedException {
        switch (behaviour) {
            case OK -> exchange.sendResponseHeaders(204, -1);
            case FAIL -> exchange.sendResponseHeaders(500, -1);
            case REDIRECT -> {
                exchange.getResponseHeaders().set("Location", url("/elsewhere").toString());
                exchange.sendResponseHeaders(307, -1);
            }
            case HANG -> {
                released.await();
                exchange.sendResponseHeaders(204, -1);
            }
            case CUT_OFF -> {
                // The connection ends without an answer.
            }
            case ENDLESS -> {
                exchange.sendResponseHeaders(200, 0);
                while (released.getCount() > 0) {
                    exchange.getResponseBody().write(new byte[8 * 1024]);
                }
            }
        }
    }

    @Override
    public void close() {
        release();
        server.stop(0);
        threads.shutdownNow();
    }
}
