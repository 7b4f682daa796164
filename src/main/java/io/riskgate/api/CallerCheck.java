package io.riskgate.api;

import io.riskgate.identity.Caller;
import io.riskgate.identity.Identified;
import java.util.function.Supplier;

/**
 * Asks again and again whether the caller of a stream is still known: its key may be revoked, and it or the token expire, while events go on.
 * For one stream, whose looks come one after the other. Never blocks: where a token has to be verified anew, what comes of it counts from
 * a later look on.
 */
final class CallerCheck {

    private final Caller caller;
    private final Supplier<Identified> who;
    private final long everyLooks;
    private long askAt;
    private volatile boolean known = true;

    /**
     * @param who is asked who sends what the caller sent
     * @param everyLooks how many looks are between one question and the next
     */
    CallerCheck(Caller caller, Supplier<Identified> who, long everyLooks) {
        this.caller = caller;
        this.who = who;
        this.everyLooks = everyLooks;
        askAt = everyLooks;
    }

    /** @param look its number, above that of the look before; some may be left out */
    boolean isStillKnown(long look) {
        if (look >= askAt) {
            askAt = look + everyLooks;
            heed(who.get());
        }
        return known;
    }

    private void heed(Identified identified) {
        if (identified instanceof Identified.Pending pending) {
            pending.outcome().thenAccept(this::heed);
        } else if (!(identified instanceof Identified.Known now && now.caller().equals(caller))) {
            known = false;
        }
    }
}
