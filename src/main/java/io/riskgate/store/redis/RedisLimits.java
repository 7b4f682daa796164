package io.riskgate.store.redis;

import static io.riskgate.store.redis.BlockingLink.isDone;
import static io.riskgate.store.redis.BlockingLink.some;

import io.riskgate.limits.Limit;
import io.riskgate.limits.LimitJson;
import io.riskgate.limits.LimitWrite;
import io.riskgate.limits.Limits;
import io.riskgate.limits.SharedLimitStore;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Limits in Redis: a hash a scope, name by JSON, and a number of changes that is left with each scope, as it is with rulesets. All
 * keys have the tag <code>{limits}</code>; src/docs/redis.md lists them.
 */
final class RedisLimits implements SharedLimitStore, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(RedisLimits.class);
    private static final int SCOPES_AT_ONCE_MAX = 500;

    private final BlockingLink link;
    private final Publications publications;
    private final String channel;
    private final String changesKey;
    private final String changedKey;
    private final String scopeRoot;
    private final Script put = Script.of("limits-put.lua");
    private final Script delete = Script.of("limits-delete.lua");
    private final Script changes = Script.of("changes.lua");

    RedisLimits(BlockingLink link, Publications publications, String prefix) {
        this.link = link;
        this.publications = publications;
        channel = channel(prefix);
        String root = KeyNames.shared(prefix, "{limits}:");
        changesKey = root + "changes";
        changedKey = root + "changed";
        scopeRoot = root + "of:";
    }

    /** Where each change is published. */
    static String channel(String prefix) {
        return KeyNames.shared(prefix, "{limits}:published");
    }

    @Override
    public LimitWrite put(Limit limit) {
        Response answer = some(link.call(
                put,
                List.of(changesKey, changedKey, scopeRoot + limit.scope()),
                List.of(
                        limit.scope(),
                        limit.name(),
                        LimitJson.write(limit),
                        channel,
                        Integer.toString(Limits.LIMITS_PER_SCOPE_MAX),
                        Integer.toString(Limits.SCOPES_MAX))));
        return switch (answer.toString()) {
            case "limits" -> LimitWrite.Full.limits();
            case "scopes" -> LimitWrite.Full.scopes();
            default -> new LimitWrite.Stored(answer.toString().equals("created"));
        };
    }

    @Override
    public boolean delete(String scope, String name) {
        return isDone(
                link.call(delete, List.of(changesKey, changedKey, scopeRoot + scope), List.of(scope, name, channel)));
    }

    @Override
    public Changes changesSince(long number) {
        Response found = some(link.call(
                changes,
                List.of(changesKey, changedKey),
                List.of(Long.toString(number), Integer.toString(SCOPES_AT_ONCE_MAX), scopeRoot)));
        Map<String, List<Limit>> scopes = new LinkedHashMap<>();
        for (int i = 1; i + 1 < found.size(); i += 2) {
            scopes.put(found.get(i).toString(), limits(found.get(i + 1)));
        }
        return new Changes(Long.parseLong(found.get(0).toString()), scopes);
    }

    private static List<Limit> limits(Response texts) {
        List<Limit> limits = new ArrayList<>();
        for (Response text : texts) {
            try {
                limits.add(LimitJson.read(text.toString()));
            } catch (IOException foreign) {
                LOG.error("Redis has a limit that cannot be read and is not kept to; set it again");
            }
        }
        return limits;
    }

    @Override
    public void awaitPublication(Duration max) throws InterruptedException {
        publications.await(max);
    }

    @Override
    public void close() {
        publications.close();
        link.close();
    }
}
