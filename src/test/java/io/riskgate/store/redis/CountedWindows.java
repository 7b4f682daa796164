package io.riskgate.store.redis;

import io.riskgate.redis.RedisServer;
import io.riskgate.store.redis.SteadyLoad.Sent;
import io.riskgate.velocity.Dimension;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What Redis has counted of each card at each merchant, read as an operator could. */
final class CountedWindows {

    private static final String HASH_KEY = "riskgate:1:hash-key";

    private static final String LAST_SUM = """
            local bytes = redis.call('GETRANGE', KEYS[1], -32, -1)
            if bytes == '' then return 0 end
            local first, last, count = struct.unpack('>ddd', bytes)
            return count
            """;
    private final Function<String, RedisServer> serverOf;

    CountedWindows(RedisServer server) {
        this(key -> server);
    }

    /** @param serverOf the one that has a key, in a cluster */
    CountedWindows(Function<String, RedisServer> serverOf) {
        this.serverOf = serverOf;
    }

    /** How many checkouts of each group there are in those loads. */
    static Map<String, Long> expected(List<List<Sent>> loads) {
        return loads.stream()
                .flatMap(List::stream)
                .collect(Collectors.groupingBy(
                        one -> one.merchant() + " " + one.card(), TreeMap::new, Collectors.counting()));
    }

    /** The groups of which Redis has another count, each with what it has. */
    Map<String, Long> wrong(Map<String, Long> expected) {
        Map<String, Long> counted = new TreeMap<>(of(expected.keySet()));
        counted.entrySet().removeIf(one -> one.getValue().equals(expected.get(one.getKey())));
        return counted;
    }

    private Map<String, Long> of(Set<String> groups) {
        byte[] hashKey = Base64.getDecoder()
                .decode(String.valueOf(
                        Objects.requireNonNullElse(serverOf.apply(HASH_KEY).command("GET", HASH_KEY), "")));
        if (hashKey.length == 0) {
            return groups.stream().collect(Collectors.toMap(group -> group, group -> -1L));
        }
        KeyNames names = new KeyNames("riskgate", hashKey);
        return groups.stream().collect(Collectors.toMap(group -> group, group -> {
            List<String> parts = Arrays.asList(group.split(" "));
            String key = names.checkouts(parts.getFirst(), new Dimension("card"), parts.getLast());
            return (Long) Objects.requireNonNull(serverOf.apply(key).command("EVAL", LAST_SUM, "1", key));
        }));
    }
}
