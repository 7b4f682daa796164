package io.riskgate.store;

/**
 * What a store keeps of a merchant.
 *
 * @param version 1 or more; another one after each change
 * @param json an object; stores do not look into it
 */
public record StoredMerchant(long version, String json) {}
