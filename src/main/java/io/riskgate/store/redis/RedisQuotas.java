package io.riskgate.store.redis;

import static io.riskgate.store.redis.BlockingLink.some;

import io.riskgate.quota.QuotaExchange;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What nodes have let through, counted in one hash in Redis by merchant. It goes when nobody has counted for {@link #KEPT}, or when it has
 * {@link #MERCHANTS_COUNTED_MAX} merchants: then counting begins anew.
 */
final class RedisQuotas implements QuotaExchange, AutoCloseable {

    static final Duration KEPT = Duration.ofMinutes(1);
    static final int MERCHANTS_COUNTED_MAX = 100_000;

    private final BlockingLink link;
    private final List<String> keys;
    private final int merchantsCountedMax;
    private final Script add = Script.of("quotas-add.lua");

    RedisQuotas(BlockingLink link, String prefix) {
        this(link, prefix, MERCHANTS_COUNTED_MAX);
    }

    RedisQuotas(BlockingLink link, String prefix, int merchantsCountedMax) {
        this.link = link;
        this.keys = List.of(KeyNames.shared(prefix, "{quotas}:taken"));
        this.merchantsCountedMax = merchantsCountedMax;
    }

    @Override
    public Map<String, Long> add(Map<String, Long> taken) {
        List<String> arguments =
                new ArrayList<>(List.of(Integer.toString(merchantsCountedMax), Long.toString(KEPT.toMillis())));
        taken.forEach((merchantId, checkouts) -> {
            arguments.add(merchantId);
            arguments.add(checkouts.toString());
        });
        Response totals = some(link.call(add, keys, arguments));
        Map<String, Long> all = new LinkedHashMap<>();
        int i = 0;
        for (String merchantId : taken.keySet()) {
            all.put(merchantId, Long.valueOf(totals.get(i++).toString()));
        }
        return all;
    }

    @Override
    public void close() {
        link.close();
    }
}
