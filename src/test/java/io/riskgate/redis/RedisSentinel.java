package io.riskgate.redis;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A master and its replica, watched by sentinels which make the replica the master about a second after the master died.
 */
public final class RedisSentinel implements AutoCloseable {

    /** What the sentinels call the master. */
    public static final String MASTER_NAME = "riskgate";

    private static final Duration WAIT_MAX = Duration.ofSeconds(20);

    private final List<RedisServer> data = new ArrayList<>();
    private final List<RedisServer> sentinels = new ArrayList<>();

    private RedisSentinel() {}

    /** Returns when each sentinel knows the replica and the other sentinels; the options are of master and replica. */
    public static RedisSentinel start(int sentinels, String... options) {
        RedisSentinel group = new RedisSentinel();
        try {
            group.startData(options);
            group.startSentinels(sentinels);
            return group;
        } catch (RuntimeException e) {
            group.close();
            throw e;
        }
    }

    private void startData(String... options) {
        RedisServer master = RedisServer.start(options);
        data.add(master);
        List<String> ofReplica = new ArrayList<>(List.of(options));
        ofReplica.add("replicaof 127.0.0.1 " + master.port());
        RedisServer replica = RedisServer.start(ofReplica.toArray(String[]::new));
        data.add(replica);
        // A sentinel asks the master for its replicas when it starts, and then every ten seconds.
        await().atMost(WAIT_MAX)
                .until(() ->
                        replica.info("master_link_status").filter("up"::equals).isPresent());
    }

    private void startSentinels(int count) {
        int quorum = count / 2 + 1;
        for (int i = 0; i < count; i++) {
            sentinels.add(RedisServer.startSentinel(List.of(
                    "sentinel monitor " + MASTER_NAME + " 127.0.0.1 "
                            + data.getFirst().port() + " " + quorum,
                    "sentinel down-after-milliseconds " + MASTER_NAME + " 500",
                    "sentinel failover-timeout " + MASTER_NAME + " 3000")));
        }
        await().atMost(WAIT_MAX).until(() -> sentinels.stream()
                .map(RedisSentinel::view)
                .allMatch(view -> "1".equals(view.get("num-slaves"))
                        && Integer.toString(count - 1).equals(view.get("num-other-sentinels"))));
    }

    /** What the sentinel says of the master. */
    private static Map<String, String> view(RedisServer sentinel) {
        Map<String, String> view = new HashMap<>();
        if (sentinel.command("SENTINEL", "MASTER", MASTER_NAME) instanceof List<?> fields) {
            for (int i = 0; i + 1 < fields.size(); i += 2) {
                view.put(String.valueOf(fields.get(i)), String.valueOf(fields.get(i + 1)));
            }
        }
        return view;
    }

    /** The server that is master by its own account. */
    public RedisServer master() {
        return withRole("master");
    }

    /** The server that is replica by its own account. */
    public RedisServer replica() {
        return withRole("slave");
    }

    private RedisServer withRole(String role) {
        return data.stream()
                .filter(server -> server.isServing()
                        && server.info("role").filter(role::equals).isPresent())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no " + role));
    }

    public List<RedisServer> sentinels() {
        return List.copyOf(sentinels);
    }

    /** Of the sentinels. */
    public List<URI> uris() {
        return sentinels.stream().map(RedisServer::uri).toList();
    }

    /**
     * Kills the master and waits until the replica is the master and every sentinel that serves says so. The dead one becomes
     * its replica when it is restarted.
     *
     * @return the new master
     */
    public RedisServer failOver() {
        RedisServer replica = replica();
        master().kill();
        String port = Integer.toString(replica.port());
        await().atMost(WAIT_MAX)
                .until(() -> replica.info("role").filter("master"::equals).isPresent()
                        && sentinels.stream()
                                .filter(RedisServer::isServing)
                                .allMatch(sentinel -> port.equals(view(sentinel).get("port"))));
        return replica;
    }

    @Override
    public void close() {
        sentinels.forEach(RedisServer::close);
        data.forEach(RedisServer::close);
    }
}
