package io.riskgate.store.redis;

import io.vertx.redis.client.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which memory is behind a connection: that of one run of one server, in one history of replication. As long as both are the same, the
 * server still has all that it has answered; one that was started again, or another that took over, need not.
 */
record ServerMemory(String runId, String history) {

    /**
     * From what the server says of itself. Empty where that does not tell, as of a cluster, where one of several servers answers, or of
     * a server that may not be asked.
     *
     * @param info the reply to {@code INFO}
     */
    static Optional<ServerMemory> of(@Nullable Response info) {
        Map<String, String> fields = new HashMap<>();
        if (info != null) {
            info.toString().lines().forEach(line -> {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    fields.put(line.substring(0, colon), line.substring(colon + 1));
                }
            });
        }
        String runId = fields.get("run_id");
        String history = fields.get("master_replid");
        return runId == null || history == null || !"standalone".equals(fields.get("redis_mode"))
                ? Optional.empty()
                : Optional.of(new ServerMemory(runId, history));
    }
}
