package io.riskgate.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RedisSentinelTest {

    @Test
    void sentinels_makeTheReplicaTheMaster() {
        try (RedisSentinel group = RedisSentinel.start(3)) {
            RedisServer master = group.master();
            RedisServer replica = group.replica();
            master.command("SET", "k", "v");
            master.command("WAIT", "1", "1000");
            assertThat(group.failOver()).isSameAs(replica);
            assertThat(group.master()).isSameAs(replica);
            assertThat(replica.command("GET", "k")).isEqualTo("v");
            assertThat(group.sentinels()).allSatisfy(sentinel -> assertThat(
                            sentinel.command("SENTINEL", "GET-MASTER-ADDR-BY-NAME", RedisSentinel.MASTER_NAME))
                    .isEqualTo(List.of("127.0.0.1", Integer.toString(replica.port()))));
        }
    }
}
