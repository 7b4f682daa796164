package io.riskgate.merchant;

/**
 * What merchants have in common that have agreed on the same.
 *
 * @param quota of each that has no other
 * @param testTraffic whether their checkouts are trials, and nobody's money
 */
public record Plan(String name, Quota quota, boolean testTraffic) {}
