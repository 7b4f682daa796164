package io.riskgate.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlowLinkTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration IMPATIENCE = Duration.ofMillis(200);

    private static RedisServer server;
    private SlowLink link;

    @BeforeAll
    static void startServer() {
        server = RedisServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void open() throws IOException {
        server.command("FLUSHALL");
        link = SlowLink.to(server.port());
    }

    @AfterEach
    void close() throws IOException {
        link.close();
    }

    private RespConnection connect(Duration timeout) throws IOException {
        return new RespConnection(link.port(), timeout);
    }

    @Test
    void newLink_carries() throws IOException {
        String large = "x".repeat(20_000_000);
        try (RespConnection connection = connect(PATIENCE)) {
            assertThat(connection.call("SET", "k", large)).isEqualTo("OK");
            assertThat(connection.call("GET", "k")).isEqualTo(large);
        }
        await().until(() -> link.connections() == 0);
    }

    @Test
    void delays_addUp() throws IOException {
        try (RespConnection connection = connect(PATIENCE)) {
            connection.call("PING");
            link.toServer().delay(Duration.ofMillis(30));
            link.toClient().delay(Duration.ofMillis(50));
            long began = System.nanoTime();
            connection.call("PING");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofMillis(80), PATIENCE);
        }
    }

    @Test
    void delayedCommands_areUnderWayTogether() throws IOException {
        try (RespConnection connection = connect(PATIENCE)) {
            connection.call("PING");
            link.toServer().delay(Duration.ofMillis(200));
            long began = System.nanoTime();
            for (int i = 0; i < 5; i++) {
                connection.send("INCR", "n");
            }
            for (long i = 1; i <= 5; i++) {
                assertThat(connection.receive()).isEqualTo(i);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(5 * 200));
        }
    }

    @Test
    void partition_deliversAfterItHealed() throws IOException {
        try (RespConnection connection = connect(IMPATIENCE)) {
            connection.call("PING");
            link.partition();
            assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> connection.call("INCR", "n"));
            assertThat(server.command("GET", "n")).isNull();
            link.heal();
            await().until(() -> "1".equals(server.command("GET", "n")));
        }
    }

    @Test
    void commandWhoseAnswerIsHeldAndCut_happened() throws IOException {
        try (RespConnection connection = connect(PATIENCE)) {
            connection.call("PING");
            link.toClient().hold();
            Thread cutter = Thread.ofVirtual().start(() -> {
                await().until(() -> "1".equals(server.command("GET", "n")));
                link.cut();
            });
            assertThatIOException().isThrownBy(() -> connection.call("INCR", "n"));
            cutter.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        link.heal();
        try (RespConnection next = connect(PATIENCE)) {
            assertThat(next.call("GET", "n")).isEqualTo("1");
        }
    }

    @Test
    void refusingLink_closesConnectionsUntilItIsHealed() throws IOException {
        link.refuse();
        assertThatIOException().isThrownBy(() -> connect(PATIENCE).call("PING"));
        link.heal();
        try (RespConnection connection = connect(PATIENCE)) {
            assertThat(connection.call("PING")).isEqualTo("PONG");
        }
    }

    @Test
    void linkToADeadServer_resets() throws IOException {
        try (SlowLink dead = SlowLink.to(Ports.free())) {
            assertThatIOException().isThrownBy(() -> new RespConnection(dead.port(), PATIENCE).call("PING"));
        }
    }
}
