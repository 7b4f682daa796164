package io.riskgate.simulator;

/** Is told how far something has come. Called from several threads at once. */
@FunctionalInterface
public interface Progress {

    Progress NONE = done -> {};

    /**
     * Takes note of how far it is.
     *
     * @param done how many are done; may arrive out of order
     */
    void reached(int done);
}
