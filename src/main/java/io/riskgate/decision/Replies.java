package io.riskgate.decision;

import io.riskgate.journal.Journal;
import io.riskgate.journal.JournalEntry;
import io.riskgate.limits.SharedLedger;
import io.riskgate.limits.SharedLedger.Told;
import io.riskgate.model.Decision;
import io.riskgate.model.Evidence;
import io.riskgate.shard.ShardTask;
import io.riskgate.telemetry.DecisionMetrics;
import io.riskgate.tracing.Stage;
import io.riskgate.velocity.SharedVelocity;
import io.riskgate.velocity.SharedVelocity.Gathered;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The end of a decision's story: it is claimed, by whoever is first to have one, put into the journal and sent. Thread-safe; never
 * blocks.
 */
final class Replies {

    private final Journal journal;
    private final SharedVelocity shared;
    private final SharedLedger sharedLedger;
    private final DecisionMetrics metrics;
    private final Clock clock;
    private final NanoClock nanoClock;

    Replies(
            Journal journal,
            SharedVelocity shared,
            SharedLedger sharedLedger,
            DecisionMetrics metrics,
            Clock clock,
            NanoClock nanoClock) {
        this.journal = journal;
        this.shared = shared;
        this.sharedLedger = sharedLedger;
        this.metrics = metrics;
        this.clock = clock;
        this.nanoClock = nanoClock;
    }

    /**
     * Replies with the merchant's fallback verdict.
     *
     * @param missing why there is no better one, of {@link Degraded}
     */
    void fallBack(PendingDecision pending, String missing) {
        reply(pending, pending.fallback(missing, nanoClock.nanos()), 0, null);
    }

    /**
     * Journals, then sends the decision; if the watch was faster, journals what it sent.
     *
     * @param ruleEvaluations how many rules it rests on
     * @param evidence what else it rests on, {@code null} if it was made without rules
     * @return whether it is the decision that was sent
     */
    boolean reply(PendingDecision pending, Decision decision, int ruleEvaluations, @Nullable Evidence evidence) {
        if (!pending.claim(decision)) {
            // The watch's rests on none.
            record(pending, 0, null);
            return false;
        }
        pending.enter(Stage.REPLY, nanoClock);
        boolean recorded = false;
        try {
            recorded = record(pending, ruleEvaluations, evidence);
        } finally {
            send(pending, recorded ? decision : decision.without(Degraded.JOURNAL));
        }
        return true;
    }

    /** On the watch's thread: answers in the shard's place, and leaves the record to the shard. */
    void answerLate(ShardTask task) {
        PendingDecision pending = (PendingDecision) task;
        Decision decision = pending.fallback(Degraded.OVERLOAD, nanoClock.nanos());
        if (pending.claim(decision)) {
            pending.enter(Stage.REPLY, nanoClock);
            send(pending, decision);
        }
    }

    /** Sends what was decided elsewhere, or before a restart, to whoever asks again. It is journalled there. */
    void repeat(PendingDecision pending, Decision earlier) {
        pending.enter(Stage.REPLY, nanoClock);
        pending.markReplayed();
        pending.claim(earlier);
        takeBackWhatIsNotHeld(pending, earlier);
        pending.reply().complete(earlier);
        pending.sent(earlier, nanoClock);
        metrics.replayed();
    }

    private void send(PendingDecision pending, Decision decision) {
        pending.reply().complete(decision);
        pending.sent(decision, nanoClock);
        metrics.answered(decision);
        if (pending.shared() instanceof Gathered.Counted) {
            shared.answered(decision);
        }
        takeBackWhatIsNotHeld(pending, decision);
    }

    private void takeBackWhatIsNotHeld(PendingDecision pending, Decision decision) {
        if (decision.reservation() == null && pending.told() instanceof Told.Exposures told && told.fresh()) {
            sharedLedger.undo(decision.merchantId(), decision.id());
        }
    }

    /** Puts the claimed decision into the journal, once; {@code false} if the journal does not take it. */
    private boolean record(PendingDecision pending, int ruleEvaluations, @Nullable Evidence evidence) {
        Decision decision = pending.claimed();
        if (decision == null || !pending.claimRecord()) {
            return true;
        }
        boolean taken = journal.append(new JournalEntry(
                clock.instant(),
                pending.checkout(),
                decision,
                pending.counted(),
                ruleEvaluations,
                pending.redisRoundTrips(),
                evidence));
        if (!taken) {
            metrics.unjournalled();
        }
        return taken;
    }
}
