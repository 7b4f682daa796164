package io.riskgate.rules;

import io.riskgate.lists.ListLookup;
import io.riskgate.model.Checkout;
import io.riskgate.model.Evidence;
import io.riskgate.model.Evidence.ListHit;
import io.riskgate.rules.language.Schema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One run of one ruleset over one checkout: what the rules see, and what they did. Belongs to one thread.
 *
 * <p>Firings are bounded by {@link #FIRINGS_MAX}: a rule over items fires once an item, and a ruleset could multiply
 * that. What fired up to the bound counts, and {@link #truncated()} says that there would have been more. So are the
 * steps of regular expressions, by {@link #STEPS_MAX}: linear time in a text is long for a large expression and many items.
 */
public final class Evaluation {

    public static final int FIRINGS_MAX = 2_000;

    /**
     * Steps of regular expressions: instructions times characters, which is how many a hostile one takes, and far more
     * than others do.
     */
    public static final long STEPS_MAX = 4_000_000;

    /** In place of {@code null}, which stands for what was not worked out yet. */
    private static final Object ABSENT = new Object();

    private final Checkout checkout;
    private final @Nullable Object[] derived = new Object[Schema.DERIVED.size()];
    private final Number[] features;
    private final int featuresOffset;
    private final ListLookup lists;
    private final List<? extends @Nullable BigDecimal> available;
    private final List<Firing> firings = new ArrayList<>();

    /** Made when there is a first one, which is rare. */
    private @Nullable Set<ListHit> hits;

    private long steps;
    private boolean truncated;
    private boolean degraded;

    /**
     * @param features values of {@link CompiledRules#features()}, in that order, from {@code featuresOffset} on
     * @param lists the lists as the ruleset's scope sees them
     */
    public Evaluation(Checkout checkout, Number[] features, int featuresOffset, ListLookup lists) {
        this(checkout, features, featuresOffset, lists, List.of());
    }

    /**
     * @param available what the limits of {@link CompiledRules#limits()} have available, in that order, {@code null} for one
     *     that the checkout is not under; empty if that is so of all
     */
    public Evaluation(
            Checkout checkout,
            Number[] features,
            int featuresOffset,
            ListLookup lists,
            List<? extends @Nullable BigDecimal> available) {
        this.checkout = checkout;
        this.features = features;
        this.featuresOffset = featuresOffset;
        this.lists = lists;
        this.available = available;
    }

    /** Another run over the same facts, in which nothing fired yet and no step was taken. */
    public Evaluation again() {
        Evaluation again = new Evaluation(checkout, features, featuresOffset, lists, available);
        again.degraded = degraded;
        return again;
    }

    public Checkout checkout() {
        return checkout;
    }

    /** The value of the property at that index of {@link Schema#DERIVED}, worked out the first time that it is asked for. */
    @SuppressWarnings("ReferenceEquality")
    public @Nullable Object derived(int index) {
        Object known = derived[index];
        if (known == null) {
            Object value = Schema.DERIVED.get(index).accessor().apply(checkout);
            known = value == null ? ABSENT : value;
            derived[index] = known;
        }
        return known == ABSENT ? null : known;
    }

    /** The value of the ruleset's feature at that index: {@link Long}, or {@code BigDecimal} for a sum. */
    public Number feature(int index) {
        return features[featuresOffset + index];
    }

    /** What the limit at that index of the ruleset has available, {@code null} if the checkout is not under it. */
    public @Nullable BigDecimal available(int index) {
        return available.isEmpty() ? null : available.get(index);
    }

    /** Whether a list has the value, as the ruleset's scope sees it; a hit is noted. */
    public boolean listed(String list, String value) {
        boolean listed = lists.contains(list, value);
        if (listed) {
            Set<ListHit> noted = hits == null ? new LinkedHashSet<>() : hits;
            if (noted.size() < Evidence.HITS_MAX) {
                noted.add(new ListHit(list, value));
            }
            hits = noted;
        }
        return listed;
    }

    /** What was found on lists, up to {@link Evidence#HITS_MAX}. */
    public List<ListHit> hits() {
        return hits == null ? List.of() : List.copyOf(hits);
    }

    public void add(Firing firing) {
        firings.add(firing);
    }

    /** Whether there is room for so many more steps; if not, the evaluation is truncated. */
    public boolean spend(long more) {
        steps += more;
        if (steps > STEPS_MAX) {
            markTruncated();
        }
        return steps <= STEPS_MAX;
    }

    /** Says that the features are from this node's own windows, since the shared ones did not answer. */
    public void markDegraded() {
        degraded = true;
    }

    /** Whether the features are from this node's own windows in place of shared ones. */
    public boolean degraded() {
        return degraded;
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
