package io.riskgate.decision;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.riskgate.journal.ChangeEntry;
import io.riskgate.journal.DeliveryEntry;
import io.riskgate.journal.FileJournal;
import io.riskgate.journal.JournalEntry;
import io.riskgate.journal.JournalRecord;
import io.riskgate.journal.OutcomeEntry;
import io.riskgate.journal.SettlementEntry;
import io.riskgate.journal.UploadEntry;
import io.riskgate.limits.Claim;
import io.riskgate.limits.Settling.State;
import io.riskgate.limits.SharedLedger;
import io.riskgate.model.Checkout;
import io.riskgate.model.CheckoutKey;
import io.riskgate.model.Reservation;
import io.riskgate.shard.MerchantPlan;
import io.riskgate.shard.MerchantPlans;
import io.riskgate.telemetry.LogText;
import io.riskgate.telemetry.MetricNames;
import io.riskgate.velocity.SharedVelocity;
import io.riskgate.velocity.SharedVelocity.Gap;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Brings into the shared windows and the shared ledger what they may lack: what this node's journal has of it, in its order, at most
 * {@link #ENTRIES_PER_SECOND_MAX} a second. A checkout counts once and has one reservation, so what is there already changes nothing. The journal
 * is the queue: it is as long as the disk allows, and it survives a crash.
 *
 * <p>One thread, which looks twice a second.
 */
@Singleton
public final class CatchUp {

    static final int ENTRIES_PER_SECOND_MAX = 2_000;

    private static final Logger LOG = Logger.getLogger(CatchUp.class);
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long NANOS_PER_ENTRY = TimeUnit.SECONDS.toNanos(1) / ENTRIES_PER_SECOND_MAX;
    /** How long after a miss was noted, and how much later by the clock, its decision can be journalled. */
    private static final Duration LAG = Duration.ofSeconds(1);
    /** Few, since decisions wait behind them. */
    private static final int UNDER_WAY_MAX = 4;
    /** What two passes can both find: more than are restored in the seconds by which they overlap. */
    private static final int LATELY_MAX = 10_000;

    private final SharedVelocity shared;
    private final SharedLedger ledger;
    private final MerchantPlans plans;
    private final FileJournal journal;
    private final Counter restored;
    private final Thread thread =
            Thread.ofPlatform().name("riskgate-catch-up").daemon().unstarted(this::work);
    private volatile boolean stopped;
    /** What the pass before found missed and restored. The next one begins before its end, and need not restore it again. */
    private Set<CheckoutKey> restoredLately = Set.of();

    CatchUp(
            SharedVelocity shared,
            SharedLedger ledger,
            MerchantPlans plans,
            FileJournal journal,
            MeterRegistry registry) {
        this.shared = shared;
        this.ledger = ledger;
        this.plans = plans;
        this.journal = journal;
        restored = Counter.builder(MetricNames.REDIS_RESTORED)
                .description("Decisions of the journal that were counted into Redis, unless they were there")
                .register(registry);
    }

    /** Begins to look; where nothing is shared, there is nothing to look for. */
    public void start() {
        if (shared.isPresent()) {
            thread.start();
        }
    }

    @PreDestroy
    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    private void work() {
        while (!stopped) {
            shared.takeGap().ifPresent(this::restore);
            LockSupport.parkNanos(this, LOOK_EVERY_NANOS);
        }
    }

    private void restore(Gap gap) {
        awaitDecided();
        if (stopped) {
            shared.lack(gap);
            return;
        }
        Instant begun = Instant.now();
        boolean complete = false;
        Pass pass = new Pass(gap, begun.plus(LAG));
        try {
            awaitWritten(begun);
            journal.replaySince(gap.begin(), gap.allSince() == null ? Degraded.LOCAL_IN_JSON : "", pass::restore);
            complete = pass.await();
        } catch (IOException | RuntimeException broken) {
            LOG.warn(
                    "The journal could not be counted into the shared windows, which is tried again",
                    LogText.of(broken));
        }
        restoredLately = complete ? pass.missed : Set.of();
        if (complete) {
            shared.caughtUp();
            if (gap.allSince() != null && pass.entries > 0) {
                LOG.infof("%d decisions since %s are counted in the shared windows", pass.entries, gap.begin());
            }
        } else {
            shared.lack(gap);
        }
    }

    /**
     * Until what the gap has is decided. A checkout is missed before its shard has it, and then the journal does not know of it yet. What is
     * missed meanwhile is a gap of its own.
     */
    private void awaitDecided() {
        long endNanos = System.nanoTime() + LAG.toNanos();
        long leftNanos = LAG.toNanos();
        while (!stopped && leftNanos > 0) {
            LockSupport.parkNanos(this, leftNanos);
            leftNanos = endNanos - System.nanoTime();
        }
    }

    /** Until the journal has all that was decided before then. */
    private void awaitWritten(Instant then) {
        while (!stopped
                && journal.healthy()
                && journal.lagMillis() > Duration.between(then, Instant.now()).toMillis()) {
            LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    /** One pass over the journal. */
    private final class Pass {

        private final Semaphore underWay = new Semaphore(UNDER_WAY_MAX);
        private final AtomicBoolean failed = new AtomicBoolean();
        private final long beganNanos = System.nanoTime();
        private final Gap gap;
        private final Instant end;
        private final Set<CheckoutKey> missed = new HashSet<>();
        private long entries;

        /** @param end what is decided later is no part of the gap; without it a pass would not end where more comes than it may restore */
        Pass(Gap gap, Instant end) {
            this.gap = gap;
            this.end = end;
        }

        void restore(JournalRecord entry) {
            if (entry.at().isAfter(end)) {
                return;
            }
            switch (entry) {
                case JournalEntry decided -> restoreDecision(decided);
                case SettlementEntry settled -> {
                    if (ledger.isPresent() && gap.has(settled.at(), false)) {
                        send(() -> ledger.restore(
                                settled.merchantId(),
                                settled.id(),
                                settled.confirmed() ? State.CONFIRMED : State.RELEASED,
                                settled.at().toEpochMilli(),
                                System.currentTimeMillis()));
                    }
                }
                case UploadEntry upload -> {
                    // Rulesets have a way of their own.
                }
                case ChangeEntry change -> {
                    // It is there to be read.
                }
                case OutcomeEntry outcome -> {
                    // Nodes do not share these.
                }
                case DeliveryEntry delivery -> {
                    // Nor these.
                }
            }
        }

        private void restoreDecision(JournalEntry entry) {
            MerchantPlan plan = plans.of(entry.checkout().merchantId());
            List<String> degraded = entry.decision().degraded();
            boolean withoutShared =
                    degraded.contains(Degraded.VELOCITY_LOCAL) || degraded.contains(Degraded.LIMITS_LOCAL);
            if (!gap.has(entry.decidedAt(), withoutShared) || (withoutShared && isRestored(entry))) {
                return;
            }
            if (shared.concerns(plan.features())) {
                send(() -> shared.restore(entry.checkout(), entry.decision(), plan.features()));
            }
            if (ledger.isPresent() && !plan.limits().isEmpty()) {
                send(() -> restoreReservation(entry, plan));
            }
        }

        /** Whether the pass before restored it, and nothing says that it can have been lost since. */
        private boolean isRestored(JournalEntry entry) {
            CheckoutKey id = new CheckoutKey(
                    entry.checkout().merchantId(), entry.checkout().id());
            if (missed.size() < LATELY_MAX) {
                missed.add(id);
            }
            return gap.allSince() == null && restoredLately.contains(id);
        }

        private CompletionStage<Void> restoreReservation(JournalEntry entry, MerchantPlan plan) {
            Checkout checkout = entry.checkout();
            Reservation reservation = entry.decision().reservation();
            List<Claim> claims = reservation == null ? List.of() : Claim.of(checkout, reservation, plan.limits());
            return ledger.restore(checkout, claims, reservation, System.currentTimeMillis());
        }

        private void send(Supplier<CompletionStage<Void>> restoring) {
            if (failed.get() || stopped) {
                return;
            }
            entries++;
            pace();
            underWay.acquireUninterruptibly();
            restoring.get().whenComplete((done, failure) -> {
                if (failure == null) {
                    restored.increment();
                } else {
                    failed.set(true);
                }
                underWay.release();
            });
        }

        private void pace() {
            long earlyNanos = beganNanos + entries * NANOS_PER_ENTRY - System.nanoTime();
            if (earlyNanos > 0) {
                LockSupport.parkNanos(this, earlyNanos);
            }
        }

        /** Whether all is counted. */
        boolean await() {
            underWay.acquireUninterruptibly(UNDER_WAY_MAX);
            return !failed.get() && !stopped;
        }
    }
}
