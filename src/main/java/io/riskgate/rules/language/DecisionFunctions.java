package io.riskgate.rules.language;

/** The global {@code decision} of a rule: all that a consequence may do. The arguments are literals. */
public interface DecisionFunctions {

    void approve(String reason);

    void challenge(String reason);

    void review(String reason);

    void decline(String reason);

    void score(int points, String reason);

    void allow(String reason);

    void tag(String name);
}
