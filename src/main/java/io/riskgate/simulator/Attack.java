package io.riskgate.simulator;

/** One way of fraud. An attack knows how fraudsters behave, and nothing of how they might be found out. */
interface Attack {

    /** What every checkout of this attack is labelled with. */
    Label label();

    /** About how many checkouts one campaign makes. */
    int campaignSize();

    /** Carries out one campaign: one fraudster or one gang. */
    void run(Scene scene);
}
