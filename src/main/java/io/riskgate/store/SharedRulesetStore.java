package io.riskgate.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Rulesets that several nodes have in common. Each node serves from its memory, and asks here what has changed. */
public interface SharedRulesetStore extends RulesetStore {

    /**
     * A part of what has changed.
     *
     * @param number up to where; the same that was asked for if there is no more
     * @param active the active versions of the scopes concerned, also where only something else about them changed
     */
    record Changes(long number, Map<String, RulesetVersion> active) {}

    /**
     * What this node and others have changed since a number that this method gave before, or ever if it is 0. If the medium
     * has lost changes, all that it still has is told again.
     */
    Changes changesSince(long number);

    /**
     * What is tried in each scope that was changed since that number, as {@link #changesSince} tells of them: an empty list where
     * nothing is.
     */
    Map<String, List<ModeChange>> triedSince(long number);

    /**
     * Waits until something has been changed, as far as one hears of it, but at most so long. The only method that throws
     * nothing when the medium fails.
     */
    void awaitPublication(Duration max) throws InterruptedException;

    /**
     * Tells the others what this node serves. That holds for 10 s.
     *
     * @param versions of all scopes that this node serves
     */
    void report(Map<String, Integer> versions);

    /** The version of the scope that each node serves, this one included, as they reported; sorted by node. */
    Map<String, Integer> nodes(String scope);
}
