package io.riskgate.loadtest.baseline;

/** The global {@code decision} of the rules. */
public interface DecisionFunctions {

    void approve(String reason);

    void challenge(String reason);

    void review(String reason);

    void decline(String reason);

    void score(int points, String reason);

    void allow(String reason);

    void tag(String name);
}
