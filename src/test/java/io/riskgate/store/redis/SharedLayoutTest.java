package io.riskgate.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.riskgate.redis.RedisServer;
import io.riskgate.store.Layout;
import io.riskgate.store.StartRefusedException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SharedLayoutTest {

    private static final Layout SECOND_WITH_ADDITIONS = new Layout(2, 1, 1);
    private static final Layout THIRD = new Layout(3, 2, 3);

    private static RedisServer server;
    private final RedisStores stores = new RedisStores();

    @BeforeAll
    static void start() {
        server = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void empty() {
        stores.close();
        server.command("FLUSHALL");
    }

    private void join(Layout layout) {
        SharedLayout.join(stores.link(server.uri()), "test", layout);
    }

    private Object mark() {
        return server.command("HMGET", "test:layout", "written", "readable-from");
    }

    @Test
    void firstNode_marksForAllThatCome() {
        join(Layout.REDIS);
        assertThat(mark()).isEqualTo(List.of("1", "1"));
        join(Layout.REDIS);
        assertThat(mark()).isEqualTo(List.of("1", "1"));
    }

    @Test
    void newerNodeThatAddsOnly_letsOlderOnesStart() {
        join(Layout.REDIS);
        join(SECOND_WITH_ADDITIONS);
        assertThat(mark()).isEqualTo(List.of("2", "1"));
        join(Layout.REDIS);
        assertThat(mark()).isEqualTo(List.of("2", "1"));
    }

    @Test
    void nodeThatIsTooOld_isRefused() {
        join(SECOND_WITH_ADDITIONS);
        join(THIRD);
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> join(SECOND_WITH_ADDITIONS))
                .withMessageStartingWith("What Redis has under the prefix test is of a newer Riskgate: layout 3")
                .withMessageContaining("riskgate.redis.prefix");
        assertThat(mark()).isEqualTo(List.of("3", "3"));
    }

    @Test
    void nodeThatIsTooNew_isRefused_andLeavesTheMark() {
        join(Layout.REDIS);
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> join(THIRD))
                .withMessageContaining("of an older Riskgate: layout 1");
        assertThat(mark()).isEqualTo(List.of("1", "1"));
    }

    @Test
    void otherPrefix_isAnotherInstallation() {
        join(SECOND_WITH_ADDITIONS);
        join(THIRD);
        SharedLayout.join(stores.link(server.uri()), "other", Layout.REDIS);
        assertThat(server.command("HGET", "other:layout", "written")).isEqualTo("1");
    }
}
