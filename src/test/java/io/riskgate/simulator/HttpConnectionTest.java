package io.riskgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HttpConnectionTest {

    /** Answers with the given bytes, one after the other; after each it keeps the connection or closes it. */
    private static final class ScriptedServer implements AutoCloseable {

        private final ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private final AtomicInteger connections = new AtomicInteger();

        ScriptedServer(boolean closesAfterAnswer, List<String> answers) throws IOException {
            Thread.ofPlatform().daemon().start(() -> {
                int next = 0;
                while (!listener.isClosed()) {
                    try (Socket socket = listener.accept()) {
                        connections.incrementAndGet();
                        while (next < answers.size() && readRequest(socket)) {
                            socket.getOutputStream().write(answers.get(next++).getBytes(StandardCharsets.UTF_8));
                            if (closesAfterAnswer) {
                                break;
                            }
                        }
                    } catch (IOException closed) {
                        // The test is over, or the client has gone.
                    }
                }
            });
        }

        private static boolean readRequest(Socket socket) throws IOException {
            int matched = 0;
            while (matched < 4) {
                int next = socket.getInputStream().read();
                if (next < 0) {
                    return false;
                }
                matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : 0;
            }
            return true;
        }

        HttpConnection connect() {
            return new HttpConnection(URI.create("http://127.0.0.1:" + listener.getLocalPort()), null);
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }

    @Test
    void connection_is_kept_for_the_next_request() throws IOException {
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
        try (ScriptedServer server = new ScriptedServer(false, List.of(answer, answer));
                HttpConnection connection = server.connect()) {
            assertThat(get(connection).body()).isEqualTo("ok");
            assertThat(get(connection).status()).isEqualTo(200);
            assertThat(server.connections).hasValue(1);
        }
    }

    @Test
    void request_is_sent_again_if_the_idle_connection_was_closed() throws IOException {
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
        try (ScriptedServer server = new ScriptedServer(true, List.of(answer, answer));
                HttpConnection connection = server.connect()) {
            assertThat(get(connection).body()).isEqualTo("ok");
            assertThat(get(connection).body()).isEqualTo("ok");
            assertThat(server.connections).hasValue(2);
        }
    }

    @Test
    void chunks_are_put_together() throws IOException {
        String answer =
                "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n";
        try (ScriptedServer server = new ScriptedServer(false, List.of(answer));
                HttpConnection connection = server.connect()) {
            assertThat(get(connection)).isEqualTo(new HttpConnection.Response(201, "abcde"));
        }
    }

    @Test
    void answer_that_ends_early_is_an_error() throws IOException {
        try (ScriptedServer server =
                        new ScriptedServer(true, List.of("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nok"));
                HttpConnection connection = server.connect()) {
            assertThatThrownBy(() -> get(connection))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("ended");
        }
    }

    @Test
    void answer_that_is_too_long_or_no_http_is_an_error() throws IOException {
        for (String answer :
                List.of("HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n", "220 mail ready\r\n\r\n")) {
            try (ScriptedServer server = new ScriptedServer(false, List.of(answer));
                    HttpConnection connection = server.connect()) {
                assertThatThrownBy(() -> get(connection)).isInstanceOf(IOException.class);
            }
        }
    }

    private static HttpConnection.Response get(HttpConnection connection) throws IOException {
        return connection.exchange("GET", "/", new byte[0]);
    }
}
