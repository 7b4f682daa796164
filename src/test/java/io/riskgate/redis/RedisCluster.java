package io.riskgate.redis;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A Redis Cluster of three masters that share the slots, with one replica each or none. It notices a dead or frozen
 * master after half a second; the replica takes over a second or two later.
 */
public final class RedisCluster implements AutoCloseable {

    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;
    private static final Duration WAIT_MAX = Duration.ofSeconds(20);

    private final List<RedisServer> servers = new ArrayList<>();

    private RedisCluster() {}

    public static RedisCluster withoutReplicas(String... options) {
        return start(MASTERS, options);
    }

    public static RedisCluster withReplicas(String... options) {
        return start(2 * MASTERS, options);
    }

    private static RedisCluster start(int nodes, String... options) {
        String[] all = Stream.concat(
                        Stream.of(
                                "cluster-enabled yes",
                                "cluster-node-timeout 500",
                                // Otherwise a replica that has just synchronized may think itself too old to take over.
                                "cluster-replica-validity-factor 0",
                                "repl-diskless-sync yes",
                                "repl-diskless-sync-delay 0"),
                        Stream.of(options))
                .toArray(String[]::new);
        RedisCluster cluster = new RedisCluster();
        try {
            for (int node = 0; node < nodes; node++) {
                cluster.servers.add(RedisServer.start(all));
            }
            cluster.form();
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private void form() {
        for (int node = 0; node < servers.size(); node++) {
            // Taken only from a node that knows no other.
            servers.get(node).command("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(node + 1));
            if (node < MASTERS) {
                servers.get(node).command(addSlots(node));
            }
        }
        // All to all, instead of waiting for gossip.
        for (RedisServer server : servers) {
            for (RedisServer other : servers) {
                if (other != server) {
                    server.command("CLUSTER", "MEET", "127.0.0.1", Integer.toString(other.port()));
                }
            }
        }
        String nodes = Integer.toString(servers.size());
        awaitAll(server -> server.field("cluster_known_nodes", "CLUSTER", "INFO")
                        .filter(nodes::equals)
                        .isPresent()
                && !String.valueOf(server.command("CLUSTER", "NODES")).contains("handshake"));
        for (int node = MASTERS; node < servers.size(); node++) {
            servers.get(node).command("CLUSTER", "REPLICATE", id(servers.get(node - MASTERS)));
        }
        awaitAll(RedisCluster::isOk);
        awaitAll(server -> replicas().size() == servers.size() - MASTERS
                && server.info("master_link_status").filter("down"::equals).isEmpty()
                && countOf(server, "slave") == servers.size() - MASTERS);
    }

    /** One slot a word, which servers older than 7 understand as well. */
    private static String[] addSlots(int master) {
        return Stream.concat(
                        Stream.of("CLUSTER", "ADDSLOTS"),
                        IntStream.range(SLOTS * master / MASTERS, SLOTS * (master + 1) / MASTERS)
                                .mapToObj(Integer::toString))
                .toArray(String[]::new);
    }

    private static String id(RedisServer server) {
        return String.valueOf(server.command("CLUSTER", "MYID"));
    }

    private static boolean isOk(RedisServer server) {
        return server.field("cluster_state", "CLUSTER", "INFO")
                .filter("ok"::equals)
                .isPresent();
    }

    private static long countOf(RedisServer server, String flag) {
        return String.valueOf(server.command("CLUSTER", "NODES"))
                .lines()
                .filter(node -> node.split(" ")[2].contains(flag))
                .count();
    }

    /** Of all nodes, also of dead ones. */
    public List<URI> uris() {
        return servers.stream().map(RedisServer::uri).toList();
    }

    /** The masters, without those dead or frozen. */
    public List<RedisServer> masters() {
        return withRole("master");
    }

    /** The replicas, without those dead or frozen. */
    public List<RedisServer> replicas() {
        return withRole("slave");
    }

    private List<RedisServer> withRole(String role) {
        return serving()
                .filter(server -> server.info("role").filter(role::equals).isPresent())
                .toList();
    }

    private Stream<RedisServer> serving() {
        return servers.stream().filter(RedisServer::isServing);
    }

    /** The master that serves the key. */
    public RedisServer masterOf(String key) {
        String slot = String.valueOf(serving().findFirst().orElseThrow().command("CLUSTER", "KEYSLOT", key));
        return masters().stream()
                .filter(master -> String.valueOf(master.command("CLUSTER", "NODES"))
                        .lines()
                        .filter(node -> node.contains("myself"))
                        .anyMatch(node -> serves(node, Integer.parseInt(slot))))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no master serves slot " + slot));
    }

    /** Whether the slots in this line of {@code CLUSTER NODES} contain it. */
    private static boolean serves(String node, int slot) {
        return Stream.of(node.split(" "))
                .skip(8)
                .filter(range -> range.matches("\\d+(-\\d+)?"))
                .map(range -> range.split("-"))
                .anyMatch(ends -> Integer.parseInt(ends[0]) <= slot && slot <= Integer.parseInt(ends[ends.length - 1]));
    }

    /**
     * Kills the master and waits until its replica has taken over and every node that serves knows.
     *
     * @return the new master
     */
    public RedisServer failOver(RedisServer master) {
        String id = id(master);
        RedisServer replica = replicas().stream()
                .filter(server -> String.valueOf(server.command("CLUSTER", "NODES"))
                        .lines()
                        .anyMatch(node -> node.contains("myself,slave " + id)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("it has no replica"));
        master.kill();
        await().atMost(WAIT_MAX).until(() -> masters().contains(replica));
        awaitOk();
        return replica;
    }

    /** Until every node that serves thinks that the cluster works. */
    public void awaitOk() {
        awaitAll(RedisCluster::isOk);
    }

    private void awaitAll(Predicate<RedisServer> condition) {
        await().atMost(WAIT_MAX).pollInterval(Duration.ofMillis(20)).until(() -> serving()
                .allMatch(condition));
    }

    @Override
    public void close() {
        servers.forEach(RedisServer::close);
    }
}
