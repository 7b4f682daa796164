package io.riskgate.rules.registry;

import io.riskgate.store.Follower;
import io.riskgate.store.RulesetStore;
import io.riskgate.store.SharedRulesetStore;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Makes active here what becomes active on other nodes, where the store is one that nodes share, and reports there what this
 * node serves. When the store was away, and every {@link #COMPARE_EVERY}, everything is compared: a failover of the store may
 * have lost changes, and given their numbers to others.
 */
@Singleton
public final class RulesetSync {

    static final Duration REPORT_EVERY = Duration.ofSeconds(3);
    static final Duration COMPARE_EVERY = Duration.ofMinutes(1);

    private final RulesetRegistry registry;
    private final @Nullable Follower follower;

    /** Of the follower's thread alone, as the fields below. */
    private long known;

    private long comparedAtNanos = System.nanoTime();
    private Map<String, Integer> reported = Map.of();
    private long reportedAtNanos = System.nanoTime() - REPORT_EVERY.toNanos();

    RulesetSync(RulesetRegistry registry, RulesetStore store) {
        this.registry = registry;
        if (store instanceof SharedRulesetStore shared) {
            this.follower = new Follower("rulesets", () -> follow(shared), () -> known = 0, shared::awaitPublication);
        } else {
            this.follower = null;
        }
    }

    /** Does nothing where this node is alone. */
    public void start() {
        if (follower != null) {
            follower.start();
        }
    }

    private void follow(SharedRulesetStore shared) throws InterruptedException {
        if (System.nanoTime() - comparedAtNanos >= COMPARE_EVERY.toNanos()) {
            comparedAtNanos = System.nanoTime();
            known = 0;
        }
        long before;
        do {
            before = known;
            known = caughtUp(shared, before);
        } while (known != before);
        report(shared);
    }

    private long caughtUp(SharedRulesetStore shared, long since) throws InterruptedException {
        try {
            return registry.catchUp(shared, since).toCompletableFuture().get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException why ? why : new IllegalStateException(failed);
        }
    }

    private void report(SharedRulesetStore shared) {
        Map<String, Integer> versions = registry.versions();
        if (!versions.equals(reported) || System.nanoTime() - reportedAtNanos >= REPORT_EVERY.toNanos()) {
            shared.report(versions);
            reported = versions;
            reportedAtNanos = System.nanoTime();
        }
    }

    @PreDestroy
    void stop() throws InterruptedException {
        if (follower != null) {
            follower.stop();
        }
    }
}
