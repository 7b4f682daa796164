package io.riskgate.store.redis;

import static io.riskgate.store.redis.BlockingLink.some;

import io.riskgate.store.Layout;
import io.vertx.redis.client.Response;
import java.util.List;

/**
 * Keeps a node from what it cannot read in Redis. The mark has no layout in its name, unlike all other keys, so that releases of different layouts
 * see each other. A node looks when it starts: one that already runs is not stopped by a newer one, which therefore
 * must write what the older one can read, or be started after that has ended.
 */
final class SharedLayout {

    private static final Script SCRIPT = Script.of("layout.lua");

    private SharedLayout() {}

    /**
     * Looks at the mark and leaves this release's where it is the newer one, in one step. Blocks.
     *
     * @throws io.riskgate.store.StartRefusedException if another release has left what this one cannot read
     * @throws io.riskgate.store.StoreUnavailableException if no answer comes, or an error
     */
    static void join(BlockingLink link, String prefix, Layout layout) {
        Response found = some(link.call(
                SCRIPT,
                List.of(KeyNames.layout(prefix)),
                List.of(
                        Integer.toString(layout.newest()),
                        Integer.toString(layout.oldest()),
                        Integer.toString(layout.readableFrom()))));
        int written = Integer.parseInt(found.get(0).toString());
        layout.check(
                written == 0
                        ? null
                        : new Layout.Mark(written, Integer.parseInt(found.get(1).toString())),
                "What Redis has under the prefix " + prefix,
                "riskgate.redis.prefix");
    }
}
