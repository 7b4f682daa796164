package io.riskgate.rules.compile;

/** What the benchmarks of evaluation compare: who compiled the rules, and where each checkout gets its session from. */
public enum RuleEngine {
    /** As a shard does it: one session, kept. */
    RISKGATE("Riskgate, kept session"),
    /** As Drools' documentation does it: a session for each checkout, disposed of afterwards. */
    STOCK_FRESH("stock Drools, new session"),
    /** A session of Drools' own pool for each checkout, which resets it afterwards. */
    STOCK_POOLED("stock Drools, pooled session"),
    /** Stock Drools used as Riskgate uses it: facts are deleted after each checkout. */
    STOCK_KEPT("stock Drools, kept session");

    private final String label;

    RuleEngine(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** Compiles the rules if nobody has, and makes whatever sessions are kept. */
    public CheckoutEvaluator open(Workload workload) {
        Traffic traffic = workload.traffic();
        return switch (this) {
            case RISKGATE -> new RiskgateEvaluator(workload.riskgate(), traffic.lists());
            case STOCK_FRESH -> StockEvaluator.withNewSessions(workload.stock(), traffic);
            case STOCK_POOLED -> StockEvaluator.withPooledSessions(workload.stock(), traffic);
            case STOCK_KEPT -> StockEvaluator.withKeptSession(workload.stock(), traffic);
        };
    }
}
