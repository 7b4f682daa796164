package io.riskgate.rules.compile;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The networks in use, each built once. One that no ruleset uses any more is forgotten, so there are at most as many as there are
 * rulesets. Thread-safe; two threads that build the same one at the same time get one each, which does no harm.
 */
final class Networks {

    private final ConcurrentMap<Structure, Known> known = new ConcurrentHashMap<>();
    private final ReferenceQueue<Network> unused = new ReferenceQueue<>();

    private static final class Known extends WeakReference<Network> {

        private final Structure structure;

        Known(Structure structure, Network network, ReferenceQueue<Network> unused) {
            super(network, unused);
            this.structure = structure;
        }
    }

    /** The network of that structure; building it takes milliseconds. */
    Network of(Structure structure) {
        forgetUnused();
        Known shared = known.get(structure);
        @Nullable Network network = shared == null ? null : shared.get();
        if (network != null) {
            return network;
        }
        Network built = new Network(structure);
        known.put(structure, new Known(structure, built, unused));
        return built;
    }

    int size() {
        forgetUnused();
        return known.size();
    }

    private void forgetUnused() {
        for (Reference<? extends Network> gone = unused.poll(); gone != null; gone = unused.poll()) {
            if (gone instanceof Known forgotten) {
                known.remove(forgotten.structure, forgotten);
            }
        }
    }
}
