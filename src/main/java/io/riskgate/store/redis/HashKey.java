package io.riskgate.store.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.security.SecureRandom;
import java.util.Base64;

/** The secret of the keyed hashes in key names: made by the first node and kept in Redis, so that all nodes agree. */
final class HashKey {

    private static final int BYTES = 32;

    private HashKey() {}

    /** One that this node would make. */
    static byte[] fresh() {
        byte[] fresh = new byte[BYTES];
        new SecureRandom().nextBytes(fresh);
        return fresh;
    }

    /** The one that Redis has: the proposed one if it had none. */
    static Future<byte[]> agree(RedisLink link, String prefix, byte[] proposed) {
        String name = KeyNames.shared(prefix, "hash-key");
        String encoded = Base64.getEncoder().encodeToString(proposed);
        return link.send(Request.cmd(Command.SETNX).arg(name).arg(encoded))
                .compose(set -> link.send(Request.cmd(Command.GET).arg(name)))
                .map(known -> Base64.getDecoder().decode(known.toString()));
    }
}
