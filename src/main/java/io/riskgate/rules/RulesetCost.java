package io.riskgate.rules;

/**
 * What a ruleset will cost. The first five are counted when it is compiled; time and memory are rough estimates.
 *
 * @param conditions that the rules state, equal ones counted once
 * @param nodes of the network that Drools evaluates
 * @param branches of all rules, after {@code or} between patterns is spread out
 * @param features of velocity that are gathered for each checkout
 * @param testsMax how many conditions are evaluated at most, for a basket of as many items as there may be
 * @param estimatedMicros one evaluation of a usual checkout, in microseconds; velocity's gathering not included
 * @param heapBytes what the compiled set and one session of it take; most of it is taken once for all sets that only differ in what
 *     their conditions say
 */
public record RulesetCost(
        int conditions, int nodes, int branches, int features, long testsMax, double estimatedMicros, long heapBytes) {}
