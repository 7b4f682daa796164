package io.riskgate.rules;

import io.riskgate.lists.ListLookup;
import io.riskgate.model.Checkout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One run of one ruleset over one checkout: what the rules see, and what they did. Belongs to one thread.
 *
 * <p>Firings are bounded by {@link #FIRINGS_MAX}: a rule over items fires once an item, and a ruleset could multiply
 * that. What fired up to the bound counts, and {@link #truncated()} says that there would have been more.
 */
public final class Evaluation {

    public static final int FIRINGS_MAX = 2_000;

    private final Checkout checkout;
    private final Number[] features;
    private final int featuresOffset;
    private final ListLookup lists;
    private final List<Firing> firings = new ArrayList<>();
    private boolean truncated;

    /**
     * @param features values of {@link CompiledRules#features()}, in that order, from {@code featuresOffset} on
     * @param lists the lists as the ruleset's scope sees them
     */
    public Evaluation(Checkout checkout, Number[] features, int featuresOffset, ListLookup lists) {
        this.checkout = checkout;
        this.features = features;
        this.featuresOffset = featuresOffset;
        this.lists = lists;
    }

    public Checkout checkout() {
        return checkout;
    }

    /** The value of the ruleset's feature at that index: {@link Long}, or {@code BigDecimal} for a sum. */
    public Number feature(int index) {
        return features[featuresOffset + index];
    }

    public ListLookup lists() {
        return lists;
    }

    public void add(Firing firing) {
        firings.add(firing);
    }

    public void markTruncated() {
        truncated = true;
    }

    /** In the order of firing. */
    public List<Firing> firings() {
        return Collections.unmodifiableList(firings);
    }

    public boolean truncated() {
        return truncated;
    }
}
