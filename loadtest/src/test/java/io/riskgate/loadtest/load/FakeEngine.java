package io.riskgate.loadtest.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** An HTTP server whose misbehaviour a test chooses. Reads requests with code of its own, not with the generator's. */
final class FakeEngine implements AutoCloseable {

    static final String DECISION = "{\"id\":\"1\",\"verdict\":\"APPROVE\",\"degraded\":[]}";

    /** What is done about a request. */
    interface Behaviour {
        /** Returns the whole answer, or null to close the connection without one. May block. */
        byte[] answer(long request) throws InterruptedException;
    }

    private final ServerSocket server;
    private final Behaviour behaviour;
    private final AtomicLong requests = new AtomicLong();
    private final Queue<String> bodies = new ConcurrentLinkedQueue<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    FakeEngine(Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        this.server = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
        threads.add(Thread.startVirtualThread(this::accept));
    }

    static byte[] ok(String body) {
        return http("200 OK", body);
    }

    static byte[] http(String status, String body) {
        return ("HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    URI target() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1/decisions");
    }

    Queue<String> bodies() {
        return bodies;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        threads.forEach(Thread::interrupt);
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                threads.add(Thread.startVirtualThread(() -> serve(socket)));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            while (true) {
                String body = request(in);
                if (body == null) {
                    return;
                }
                bodies.add(body);
                byte[] answer = behaviour.answer(requests.getAndIncrement());
                if (answer == null) {
                    return;
                }
                out.write(answer);
            }
        } catch (IOException | InterruptedException closed) {
            // The test is over, or the client has left.
        }
    }

    private static String request(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        String text = "";
        while (!text.endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            head.write(next);
            text = next == '\n' ? head.toString(StandardCharsets.US_ASCII) : "";
        }
        for (String line : text.toLowerCase(Locale.ROOT).split("\r\n")) {
            if (line.startsWith("content-length: ")) {
                int length = Integer.parseInt(line.substring("content-length: ".length()));
                return new String(in.readNBytes(length), StandardCharsets.UTF_8);
            }
        }
        throw new UncheckedIOException(new IOException("no length in " + text));
    }
}
