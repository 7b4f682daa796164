package io.riskgate.loadtest.baseline;

/** The global {@code lists} of the rules. */
public interface ListFunctions {

    boolean contains(String list, Object value);
}
