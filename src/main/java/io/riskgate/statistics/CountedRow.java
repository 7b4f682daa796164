package io.riskgate.statistics;

/** What a scope's minute or hour came to, or a part of that. Rows of the same time add up. */
interface CountedRow {

    long decisions();

    void addTo(Totals totals);
}
