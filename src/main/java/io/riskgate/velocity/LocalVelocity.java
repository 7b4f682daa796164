package io.riskgate.velocity;

import io.riskgate.model.Checkout;
import io.riskgate.privacy.SipHash;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/**
 * The windows of one shard's merchants, in memory. Only for the thread that has the shard, except the gauges; never blocks.
 *
 * <p><b>What is counted.</b> Each checkout is counted into its group of every {@link Dimension#FIXED} dimension, so that
 * a new rule finds its history. Groups by an attribute, and the different values of a DISTINCT, cost memory that few
 * rules need: a checkout is counted into those that its own features ask for, so they know the time since a rule did.
 *
 * <p><b>How exact.</b> COUNT and SUM miss none of a window's checkouts and may count some that are up to 1/32 of the
 * window older than it; {@link Timeline} says why, and that checkouts far enough apart stay exact. DISTINCT is exact up to
 * {@link VelocityLimits#distinctValuesMax}, and stays there. SUM is in the present checkout's currency; of a currency
 * that its group does not keep apart ({@link Group}) it is the present checkout's amount alone. A sum beyond {@code
 * Long.MAX_VALUE} units of 1/10,000 stays there.
 *
 * <p><b>Late checkouts</b> are counted in their place, and do not see what came after them, by more than the width of a
 * cell. History reaches 30 days back from a group's newest checkout: one that is older is ignored, so it does not even
 * see itself, and one that is late finds long windows cut off there.
 *
 * <p><b>Memory</b> is bounded by {@link VelocityLimits}: about 80 bytes a group of one cell or of one different value, 105 to 155 more
 * for the second, and 32 for each further one.
 *
 * <p>All of this is a function of the sequence of {@link #gather} calls, and no clock is asked: the same calls, replayed
 * after a restart, make the same windows. Groups and different values are known by a {@link SipHash} under a key that is
 * drawn at each start and never leaves the process: values of shoppers are not kept, and nobody can choose two that are taken for one.
 */
public final class LocalVelocity implements Velocity {

    private static final Dimension[] FIXED =
            Dimension.FIXED.stream().map(Dimension::new).toArray(Dimension[]::new);

    private final int distinctValuesMax;
    private final SipHash hash = SipHash.ofRandomKey();
    private final Groups groups;
    private final DistinctGroups distinct;

    private volatile int groupsNow;
    private volatile long cellsNow;
    private volatile long distinctValuesNow;

    /** Empty windows. */
    public LocalVelocity(VelocityLimits limits) {
        distinctValuesMax = limits.distinctValuesMax();
        groups = new Groups(limits.groupsMax(), limits.cellsMax());
        distinct = new DistinctGroups(limits.distinctValuesMax(), limits.distinctValuesTotalMax());
    }

    @Override
    public Number[] gather(Checkout checkout, List<Feature> features) {
        long atMillis = checkout.occurredAt().toEpochMilli();
        long units = Units.of(checkout.amount());
        int currency = currency(checkout);
        for (Dimension by : FIXED) {
            count(checkout, by, atMillis, currency, units);
        }
        for (int i = 0; i < features.size(); i++) {
            Feature feature = features.get(i);
            if (feature.kind() == Feature.Kind.DISTINCT) {
                countDistinct(checkout, feature, atMillis);
            } else if (feature.by().isAttribute() && !countedBefore(features, i)) {
                count(checkout, feature.by(), atMillis, currency, units);
            }
        }
        Number[] values = read(checkout, features);
        // Only now, so that the checkout sees itself however small the limits are.
        groups.forgetBeyondBounds();
        distinct.forgetBeyondBounds();
        groupsNow = groups.size();
        cellsNow = groups.cells();
        distinctValuesNow = distinct.values();
        return values;
    }

    @Override
    public Number[] peek(Checkout checkout, List<Feature> features, boolean counted) {
        Number[] values = read(checkout, features);
        for (int i = 0; i < values.length && !counted; i++) {
            values[i] = withItself(checkout, features.get(i), values[i]);
        }
        return values;
    }

    /** What the value would be, had the checkout been counted. */
    private Number withItself(Checkout checkout, Feature feature, Number without) {
        String group = feature.by().valueIn(checkout);
        if (group == null) {
            return without;
        }
        return switch (feature.kind()) {
            case COUNT -> Cell.saturatedAdd(without.longValue(), 1);
            case SUM -> {
                BigDecimal sum = ((BigDecimal) without).add(Units.toDecimal(Units.of(checkout.amount())));
                yield sum.min(Units.toDecimal(Long.MAX_VALUE));
            }
            case DISTINCT -> {
                boolean isNew = isNew(checkout, feature, group);
                yield Math.min(without.longValue() + (isNew ? 1 : 0), Math.max(distinctValuesMax, without.longValue()));
            }
        };
    }

    /** Whether the checkout has a value that is not among the group's different ones in the window. */
    private boolean isNew(Checkout checkout, Feature feature, String group) {
        String value = Objects.requireNonNull(feature.what()).valueIn(checkout);
        if (value == null) {
            return false;
        }
        hash.of(value);
        long valueHigh = hash.high();
        long valueLow = hash.low();
        hashDistinct(checkout, feature, group);
        long atMillis = checkout.occurredAt().toEpochMilli();
        long windowMillis = feature.window().millis();
        return !distinct.has(hash.high(), hash.low(), valueHigh, valueLow, atMillis, windowMillis);
    }

    private Number[] read(Checkout checkout, List<Feature> features) {
        Number[] values = new Number[features.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = read(checkout, features.get(i));
        }
        return values;
    }

    /** Groups that are counted now. For any thread, as of its last checkout. */
    public int groups() {
        return groupsNow;
    }

    /** Cells that the groups have memory for, 32 bytes each. For any thread, as of its last checkout. */
    public long cells() {
        return cellsNow;
    }

    /** Different values that there is memory for. For any thread, as of its last checkout. */
    public long distinctValues() {
        return distinctValuesNow;
    }

    private void count(Checkout checkout, Dimension by, long atMillis, int currency, long units) {
        String value = by.valueIn(checkout);
        if (value != null) {
            hash.of(checkout.merchantId(), by.name(), value);
            groups.add(hash.high(), hash.low(), atMillis, currency, units);
        }
    }

    private void countDistinct(Checkout checkout, Feature feature, long atMillis) {
        String group = feature.by().valueIn(checkout);
        String value = Objects.requireNonNull(feature.what()).valueIn(checkout);
        if (group != null && value != null) {
            hash.of(value);
            long valueHigh = hash.high();
            long valueLow = hash.low();
            hashDistinct(checkout, feature, group);
            distinct.add(hash.high(), hash.low(), valueHigh, valueLow, atMillis);
        }
    }

    /** Whether an earlier feature of the list had the checkout counted into the same group. */
    private static boolean countedBefore(List<Feature> features, int index) {
        Dimension by = features.get(index).by();
        for (int i = 0; i < index; i++) {
            Feature earlier = features.get(i);
            if (earlier.kind() != Feature.Kind.DISTINCT && earlier.by().equals(by)) {
                return true;
            }
        }
        return false;
    }

    private Number read(Checkout checkout, Feature feature) {
        String value = feature.by().valueIn(checkout);
        if (value == null) {
            return feature.kind() == Feature.Kind.SUM ? Units.toDecimal(0) : 0L;
        }
        long atMillis = checkout.occurredAt().toEpochMilli();
        long windowMillis = feature.window().millis();
        if (feature.kind() == Feature.Kind.DISTINCT) {
            hashDistinct(checkout, feature, value);
            return distinct.count(hash.high(), hash.low(), atMillis, windowMillis);
        }
        hash.of(checkout.merchantId(), feature.by().name(), value);
        if (feature.kind() == Feature.Kind.COUNT) {
            return groups.count(hash.high(), hash.low(), atMillis, windowMillis);
        }
        long alone = Units.of(checkout.amount());
        return Units.toDecimal(groups.sum(hash.high(), hash.low(), currency(checkout), alone, atMillis, windowMillis));
    }

    private void hashDistinct(Checkout checkout, Feature feature, String group) {
        Dimension what = Objects.requireNonNull(feature.what());
        hash.of(checkout.merchantId(), what.name(), feature.by().name(), group);
    }

    /** The characters of the currency's code, of which there are at most four, in one number. */
    private static int currency(Checkout checkout) {
        String code = checkout.currency();
        int number = 0;
        for (int i = 0; i < code.length(); i++) {
            number = number << Byte.SIZE | code.charAt(i);
        }
        return number;
    }
}
