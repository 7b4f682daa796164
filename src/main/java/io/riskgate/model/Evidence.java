package io.riskgate.model;

import java.util.List;

/**
 * What a decision rests on beside its checkout, as it was then: enough to make it again. Windows, lists, limits, thresholds and rules
 * may all have changed since.
 *
 * @param rulesets in the order in which the decision names them; none if it rests on no rules
 * @param reviewAt from which score on the merchant had checkouts reviewed
 * @param declineAt from which score on it had them declined
 * @param fallback the merchant's verdict when something was missing
 * @param limits that the checkout was under
 */
public record Evidence(List<OfRuleset> rulesets, int reviewAt, int declineAt, Verdict fallback, List<OfLimit> limits) {

    /** More hits of one ruleset are not kept. */
    public static final int HITS_MAX = 1_000;

    /**
     * What one ruleset saw.
     *
     * @param hash of its text, SHA-256 in hexadecimal
     * @param features the values of its velocity features, in its order
     * @param hits what was on a list when it was looked up; all else that was looked up was on none
     */
    public record OfRuleset(String hash, List<Number> features, List<ListHit> hits) {}

    /** A list that had a value. The value is the shopper's. */
    public record ListHit(String list, String value) {}

    /**
     * A limit, and what counted against it.
     *
     * @param by the dimension whose value of the checkout it was for
     * @param maxUnits in units of 1/10,000 of the currency, as the two that follow
     * @param usedUnits open and confirmed
     * @param allowedUnits up to which amounts were reserved
     * @param onExceeded what a checkout that did not fit became at least
     */
    public record OfLimit(
            String scope,
            String name,
            String by,
            String currency,
            long maxUnits,
            long usedUnits,
            long allowedUnits,
            Verdict onExceeded) {}
}
