package io.riskgate.rules.language;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The global {@code limits} of a rule. The argument is a literal. */
public interface LimitFunctions {

    /**
     * What can still be reserved under the limit, this checkout not included, in the limit's currency; {@code null} if the
     * checkout is not under it: there is no such limit, it is in another currency, or the checkout has no value for what
     * it goes by.
     */
    @Nullable
    BigDecimal available(String limit);
}
