package io.riskgate.store.redis;

import static io.riskgate.store.redis.BlockingLink.some;

import io.riskgate.store.SharedMerchantStore;
import io.riskgate.store.StoredMerchant;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Merchants in Redis. Each change is one script, so it happens as a whole, whatever other nodes do, and it increments a counter
 * by which every node finds what it does not know yet; the counter is the version too. All keys have the tag <code>{merchants}
 * </code> and so are on one node of a cluster; src/docs/redis.md lists them.
 *
 * <p>A change whose answer is lost may have been done. A merchant that was removed still counts towards the limit.
 */
final class RedisMerchants implements SharedMerchantStore, AutoCloseable {

    /** What {@link #changesSince} tells of at once, so that Redis is held up for no longer than a millisecond or so. */
    static final int CHANGES_MAX = 200;

    private static final char VERSION_END = ':';

    private final BlockingLink link;
    private final Publications publications;
    private final String channel;
    private final String currentKey;
    private final List<String> keys;
    private final int merchantsMax;
    private final Script put = Script.of("merchants-put.lua");
    private final Script changes = Script.of("changes.lua");

    RedisMerchants(BlockingLink link, Publications publications, String prefix) {
        this(link, publications, prefix, MERCHANTS_MAX);
    }

    RedisMerchants(BlockingLink link, Publications publications, String prefix, int merchantsMax) {
        this.link = link;
        this.publications = publications;
        this.channel = channel(prefix);
        this.currentKey = key(prefix, "current");
        this.keys = List.of(key(prefix, "changes"), key(prefix, "changed"), currentKey);
        this.merchantsMax = merchantsMax;
    }

    /** Where each change is published. */
    static String channel(String prefix) {
        return key(prefix, "published");
    }

    private static String key(String prefix, String name) {
        return KeyNames.shared(prefix, "{merchants}:" + name);
    }

    @Override
    public Map<String, StoredMerchant> all() {
        Map<String, StoredMerchant> all = new TreeMap<>();
        long number = 0;
        long before;
        do {
            before = number;
            Changes told = changesSince(before);
            told.merchants()
                    .forEach((merchantId, stored) ->
                            stored.ifPresentOrElse(there -> all.put(merchantId, there), () -> all.remove(merchantId)));
            number = told.number();
        } while (number != before);
        return all;
    }

    @Override
    public @Nullable StoredMerchant find(String merchantId) {
        Response found = link.call(Request.cmd(Command.HGET).arg(currentKey).arg(merchantId));
        return found == null ? null : stored(found);
    }

    @Override
    public long put(String merchantId, long known, String json) {
        return change(merchantId, known, json);
    }

    @Override
    public boolean remove(String merchantId, long known) {
        return known > 0 && change(merchantId, known, "") > 0;
    }

    private long change(String merchantId, long known, String json) {
        List<String> arguments =
                List.of(merchantId, Long.toString(known), json, Integer.toString(merchantsMax), channel);
        return Long.parseLong(some(link.call(put, keys, arguments)).toString());
    }

    @Override
    public Changes changesSince(long number) {
        Response found = some(link.call(changes, keys, List.of(Long.toString(number), Integer.toString(CHANGES_MAX))));
        Map<String, Optional<StoredMerchant>> merchants = new LinkedHashMap<>();
        for (int i = 1; i + 1 < found.size(); i += 2) {
            Response current = found.get(i + 1);
            merchants.put(found.get(i).toString(), current == null ? Optional.empty() : Optional.of(stored(current)));
        }
        return new Changes(Long.parseLong(found.get(0).toString()), merchants);
    }

    @Override
    public void awaitPublication(Duration max) throws InterruptedException {
        publications.await(max);
    }

    private static StoredMerchant stored(Response current) {
        String text = current.toString();
        int end = text.indexOf(VERSION_END);
        return new StoredMerchant(Long.parseLong(text.substring(0, end)), text.substring(end + 1));
    }

    @Override
    public void close() {
        publications.close();
        link.close();
    }
}
