package io.riskgate.merchant;

import io.riskgate.identity.ApiKey;
import io.riskgate.identity.KeyText;
import java.util.Map;

/** What came of changing something of a merchant. */
public sealed interface MerchantChange {

    record Done() implements MerchantChange {}

    /**
     * A key that was made.
     *
     * @param text for its owner; nobody can be told it again
     */
    record KeyMade(ApiKey key, KeyText text) implements MerchantChange {}

    /** Nothing was done.
     *
     * @param messages by field, the first mistake of each
     */
    record Invalid(Map<String, String> messages) implements MerchantChange {}

    /** There is no such merchant, or key. */
    record Unknown() implements MerchantChange {}

    /** Others change the same at the same time, again and again. */
    record Contended() implements MerchantChange {}
}
