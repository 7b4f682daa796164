package io.riskgate.decision;

import io.riskgate.limits.Claim;
import io.riskgate.limits.SharedLedger.Told;
import io.riskgate.merchant.MerchantSettings;
import io.riskgate.model.Checkout;
import io.riskgate.model.Decision;
import io.riskgate.model.Evidence;
import io.riskgate.model.Verdict;
import io.riskgate.shard.MerchantPlan;
import io.riskgate.shard.ShardState;
import io.riskgate.shard.ShardTask;
import io.riskgate.tracing.Stage;
import io.riskgate.velocity.SharedVelocity.Gathered;
import io.riskgate.velocity.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One checkout between its admission and its record. The shard's thread and the watch of deadlines may both want to
 * answer it: the first to {@link #claim} it does.
 *
 * <p>It is told of its stages and its end for the sake of a {@link TracedDecision}; any other one makes nothing of it.
 */
class PendingDecision implements ShardTask {

    private final Checkout checkout;
    private final MerchantSettings settings;
    private final MerchantPlan plan;
    private final List<Claim> claims;
    private final long claimedAtMillis;
    private final Deadline deadline;
    private final BiConsumer<PendingDecision, ShardState> work;
    private final CompletableFuture<Decision> reply = new CompletableFuture<>();
    private final AtomicReference<@Nullable Decision> claimed = new AtomicReference<>();
    private final AtomicBoolean recorded = new AtomicBoolean();
    /** What the rules saw; only for the thread that has the shard. */
    private @Nullable Evidence evidence;

    private volatile boolean counted;
    private volatile boolean replayed;
    private volatile @Nullable Gathered shared;
    private volatile @Nullable Told told;

    PendingDecision(
            Checkout checkout,
            MerchantSettings settings,
            MerchantPlan plan,
            List<Claim> claims,
            long claimedAtMillis,
            Deadline deadline,
            BiConsumer<PendingDecision, ShardState> work) {
        this.checkout = checkout;
        this.settings = settings;
        this.plan = plan;
        this.claims = claims;
        this.claimedAtMillis = claimedAtMillis;
        this.deadline = deadline;
        this.work = work;
    }

    /** It enters a stage. */
    void enter(Stage stage, NanoClock clock) {}

    /** The decision is handed to whoever asked. */
    void sent(Decision decision, NanoClock clock) {}

    /** Its answer is the one to an earlier request. */
    void repeats(CompletionStage<Decision> earlier, NanoClock clock) {}

    Checkout checkout() {
        return checkout;
    }

    MerchantSettings settings() {
        return settings;
    }

    Deadline deadline() {
        return deadline;
    }

    /** Completed once, and never exceptionally. */
    CompletableFuture<Decision> reply() {
        return reply;
    }

    /** What it goes through. */
    MerchantPlan plan() {
        return plan;
    }

    /** What the shared windows gave, for the features of the plan. */
    void gathered(Gathered given) {
        shared = given;
    }

    /** What the shared windows gave, {@code null} if they were not asked. */
    @Nullable
    Gathered shared() {
        return shared;
    }

    /** The limits that the checkout is under. */
    List<Claim> claims() {
        return claims;
    }

    /** Since when it holds what it reserves; nothing where it is under no limit. */
    long claimedAtMillis() {
        return claimedAtMillis;
    }

    /** The amount, as limits add it up. */
    long units() {
        return Units.of(checkout.amount());
    }

    /** What the shared ledger said of the claims. */
    void told(Told given) {
        told = given;
    }

    /** What the shared ledger said of the claims, {@code null} if it was not asked. */
    @Nullable
    Told told() {
        return told;
    }

    /** What Redis was asked before the verdict and has answered in time. */
    int redisRoundTrips() {
        return (shared instanceof Gathered.Counted ? 1 : 0) + (told instanceof Told.Exposures ? 1 : 0);
    }

    void markReplayed() {
        replayed = true;
    }

    /** Whether the decision is one that was made before, elsewhere. */
    boolean replayed() {
        return replayed;
    }

    /** Makes this the decision, unless there is one. The caller that is told {@code true} must complete the reply. */
    boolean claim(Decision decision) {
        return claimed.compareAndSet(null, decision);
    }

    /** The decision that was made, {@code null} before. */
    @Nullable
    Decision claimed() {
        return claimed.get();
    }

    /** {@code true} to the one caller that is to record the decision. */
    boolean claimRecord() {
        return recorded.compareAndSet(false, true);
    }

    void restsOn(Evidence seen) {
        evidence = seen;
    }

    /** What the rules saw, {@code null} if none were evaluated. */
    @Nullable
    Evidence evidence() {
        return evidence;
    }

    void markCounted() {
        counted = true;
    }

    /** Whether the windows have the checkout. */
    boolean counted() {
        return counted;
    }

    /** The merchant's fallback verdict; what is under a limit is not approved without a reservation. */
    Decision fallback(String degraded, long nowNanos) {
        Verdict verdict =
                claims.isEmpty() ? settings.fallback() : Conclusion.worse(settings.fallback(), Verdict.REVIEW);
        List<String> missing = new ArrayList<>(3);
        missing.add(degraded);
        if (shared instanceof Gathered.Missing) {
            missing.add(Degraded.VELOCITY_LOCAL);
        }
        if (told instanceof Told.Missing) {
            missing.add(Degraded.LIMITS_LOCAL);
        }
        return new Decision(
                checkout.id(),
                merchantId(),
                verdict,
                0,
                List.of(),
                List.of(),
                List.of(),
                missing,
                deadline.elapsedMicros(nowNanos));
    }

    @Override
    public String merchantId() {
        return plan.merchantId();
    }

    @Override
    public boolean brief(ShardState shard) {
        return shard.isBrief(plan);
    }

    @Override
    public void run(ShardState shard) {
        work.accept(this, shard);
    }

    @Override
    public long dueNanos() {
        return deadline.dueNanos();
    }

    @Override
    public boolean answered() {
        return claimed.get() != null;
    }
}
