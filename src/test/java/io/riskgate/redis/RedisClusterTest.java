package io.riskgate.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class RedisClusterTest {

    @Test
    void masters_shareTheSlots() {
        try (RedisCluster cluster = RedisCluster.withoutReplicas()) {
            assertThat(cluster.masters()).hasSize(3);
            assertThat(cluster.replicas()).isEmpty();
            RedisServer owner = cluster.masterOf("k");
            assertThat(owner.command("SET", "k", "v")).isEqualTo("OK");
            RedisServer other = cluster.masters().stream()
                    .filter(master -> master != owner)
                    .findFirst()
                    .orElseThrow();
            assertThatExceptionOfType(ErrorReply.class)
                    .isThrownBy(() -> other.command("GET", "k"))
                    .withMessageStartingWith("MOVED")
                    .withMessageEndingWith(":" + owner.port());
        }
    }

    @Test
    void replicaOfAKilledMaster_takesOver() {
        try (RedisCluster cluster = RedisCluster.withReplicas()) {
            assertThat(cluster.replicas()).hasSize(3);
            RedisServer owner = cluster.masterOf("k");
            owner.command("SET", "k", "v");
            owner.command("WAIT", "1", "1000");
            RedisServer successor = cluster.failOver(owner);
            assertThat(cluster.masterOf("k")).isSameAs(successor);
            assertThat(successor.command("GET", "k")).isEqualTo("v");
            assertThat(cluster.masters()).hasSize(3).doesNotContain(owner);
        }
    }
}
