package io.riskgate.rules.language;

import org.jspecify.annotations.Nullable;

/** The global {@code lists} of a rule. */
public interface ListFunctions {

    /** Whether the named list has the value; {@code false} for {@code null} and for a list that does not exist. */
    boolean contains(String list, @Nullable String value);
}
