package io.riskgate.simulator;

/** Is told how far something has come. Called from several threads at once. */
@FunctionalInterface
public interface Progress {

    Progress NONE = done -> {};

    /**
     * Something more is done.
     *
     * @param done how many are done in all; may arrive out of order
     */
    void reached(int done);
}
