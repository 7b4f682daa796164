package io.riskgate.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedisServerTest {

    @Test
    void startedServer_answers() {
        try (RedisServer server = RedisServer.start()) {
            assertThat(server.command("SET", "k", "v")).isEqualTo("OK");
            assertThat(server.command("GET", "k")).isEqualTo("v");
            assertThat(server.command("GET", "none")).isNull();
            assertThat(server.command("STRLEN", "k")).isEqualTo(1L);
            assertThat(server.command("MGET", "k", "k")).isEqualTo(List.of("v", "v"));
            assertThat(server.info("role")).contains("master");
        }
    }

    @Test
    void error_isThrownWithItsCode() {
        try (RedisServer server = RedisServer.start()) {
            server.command("SET", "k", "v");
            assertThatExceptionOfType(ErrorReply.class)
                    .isThrownBy(() -> server.command("HGETALL", "k"))
                    .satisfies(error -> assertThat(error.code()).isEqualTo("WRONGTYPE"));
        }
    }

    @Test
    void frozenServer_answersNothingUntilItIsThawed() {
        try (RedisServer server = RedisServer.start()) {
            server.freeze();
            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() -> server.command("INCR", "k"))
                    .withCauseInstanceOf(SocketTimeoutException.class);
            server.thaw();
            // What the frozen server was sent, it did all the same.
            assertThat(server.command("INCR", "k")).isEqualTo(2L);
        }
    }

    @Test
    void frozenServer_canBeClosed() {
        RedisServer server = RedisServer.start();
        long pid = server.pid();
        server.freeze();
        server.close();
        assertThat(ProcessHandle.of(pid)).isEmpty();
    }

    @Test
    void killedServer_refusesConnectionsAndRestartsEmptyOnItsPort() {
        try (RedisServer server = RedisServer.start()) {
            server.command("SET", "k", "v");
            server.kill();
            assertThat(server.isServing()).isFalse();
            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() -> server.command("PING"))
                    .withCauseInstanceOf(ConnectException.class);
            server.restart();
            assertThat(server.command("GET", "k")).isNull();
        }
    }

    @Test
    void serverWithAppendOnlyFile_remembersAfterItWasKilled() {
        try (RedisServer server = RedisServer.start("appendonly yes", "appendfsync always")) {
            server.command("SET", "k", "v");
            server.restart();
            assertThat(server.command("GET", "k")).isEqualTo("v");
        }
    }

    @Test
    void options_areOfTheServersConfiguration() {
        try (RedisServer server =
                RedisServer.start("maxmemory 4mb", "requirepass secret", "user app on >pass ~rg:* +@all -@dangerous")) {
            assertThat(server.command("CONFIG", "GET", "maxmemory")).isEqualTo(List.of("maxmemory", "4194304"));
            assertThat(server.command("ACL", "LIST"))
                    .asString()
                    .contains("user app on")
                    .contains("~rg:*");
        }
    }

    @Test
    void wrongOption_failsTheStartWithWhatTheServerSaid() {
        assertThatIllegalStateException()
                .isThrownBy(() -> RedisServer.start("no-such-option 1"))
                .withMessageContaining("no-such-option");
    }
}
