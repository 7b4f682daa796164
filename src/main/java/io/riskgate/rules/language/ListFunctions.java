package io.riskgate.rules.language;

import org.jspecify.annotations.Nullable;

/** The global {@code lists} of a rule. */
public interface ListFunctions {

    /**
     * Whether the named list has the value; {@code false} for {@code null}, for a list that does not exist and for an
     * attribute that is not text.
     */
    boolean contains(String list, @Nullable Object value);
}
