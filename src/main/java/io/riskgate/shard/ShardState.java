package io.riskgate.shard;

import io.riskgate.limits.LocalLedger;
import io.riskgate.model.Checkout;
import io.riskgate.rules.Evaluation;
import io.riskgate.rules.RuleSession;
import io.riskgate.rules.Ruleset;
import io.riskgate.velocity.Feature;
import io.riskgate.velocity.Velocity;
import java.util.List;

/** What a shard owns of its merchants: windows, reservations and rule sessions. Only for the thread that has the shard, or the replay. */
public final class ShardState {

    /** About a millisecond, were every condition of every rule to be evaluated for a full basket. */
    public static final long BRIEF_TESTS_MAX = 100_000;

    private final Velocity velocity;
    private final LocalLedger ledger;
    private final MerchantPlans plans;
    private final ShardFailures failures;
    private final RuleSessions sessions = new RuleSessions();

    ShardState(Velocity velocity, LocalLedger ledger, MerchantPlans plans, ShardFailures failures) {
        this.velocity = velocity;
        this.ledger = ledger;
        this.plans = plans;
        this.failures = failures;
    }

    /** The state of a replay, which is no shard's: whose thread is the caller's, and whose windows and ledger nobody else has. */
    public static ShardState ofReplay(Velocity velocity, LocalLedger ledger, MerchantPlans plans) {
        return new ShardState(velocity, ledger, plans, new ShardFailures());
    }

    /** What a checkout of the merchant goes through now. */
    public MerchantPlan plan(String merchantId) {
        return plans.of(merchantId);
    }

    /** Whether the plan's rules can be run in microseconds: at most so many tests, in sessions that are open. */
    public boolean isBrief(MerchantPlan plan) {
        if (plan.testsMax() > BRIEF_TESTS_MAX) {
            return false;
        }
        for (MerchantPlan.Step step : plan.steps()) {
            if (!sessions.has(step.ruleset())) {
                return false;
            }
        }
        return true;
    }

    /** What counts against the limits of the shard's merchants. */
    public LocalLedger ledger() {
        return ledger;
    }

    /** Counts the checkout into the shard's windows and reads the features, the checkout included. */
    public Number[] gather(Checkout checkout, List<Feature> features) {
        return velocity.gather(checkout, features);
    }

    /** Reads the features as {@link #gather} would, but counts nothing. */
    public Number[] peek(Checkout checkout, List<Feature> features, boolean counted) {
        return velocity.peek(checkout, features, counted);
    }

    /**
     * Runs the ruleset's rules in the session kept for it.
     *
     * @return {@code false} if they threw: the session is closed, the next evaluation gets another, and what is in the
     *     evaluation means nothing
     */
    public boolean evaluate(Ruleset ruleset, Evaluation evaluation) {
        try {
            sessions.session(ruleset).evaluate(evaluation);
            return true;
        } catch (Throwable e) {
            failures.count("The rules of " + ruleset.name() + " threw", e);
            dropSession(ruleset.scope());
            return false;
        }
    }

    /**
     * The same in a session for this once: of a version that is tried none is kept, since there may be several of a scope, and none
     * of them is to take the place of the active one's.
     */
    public boolean evaluateOnce(Ruleset ruleset, Evaluation evaluation) {
        try (RuleSession session = ruleset.compiled().newSession()) {
            session.evaluate(evaluation);
            return true;
        } catch (Throwable e) {
            failures.count("The rules of " + ruleset.name() + ", which are tried, threw", e);
            return false;
        }
    }

    /** Closes the sessions; the rest needs no closing. */
    public void close() {
        sessions.close();
    }

    private void dropSession(String scope) {
        try {
            sessions.drop(scope);
        } catch (Throwable e) {
            failures.count("A rule session of " + scope + " did not close", e);
        }
    }
}
