package io.riskgate.velocity;

import io.riskgate.model.Checkout;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
 * <p><b>Memory</b> is bounded by {@link VelocityLimits}: 32 bytes a cell, about 300 bytes a group besides, about 120 bytes
 * a different value.
 *
 * <p>All of this is a function of the sequence of {@link #gather} calls, and no clock is asked: the same calls, replayed
 * after a restart, make the same windows. Keys are the values themselves, so no two groups are ever taken for one.
 */
public final class LocalVelocity implements Velocity {

    private static final Dimension[] FIXED =
            Dimension.FIXED.stream().map(Dimension::new).toArray(Dimension[]::new);

    private final int distinctValuesMax;
    private final LeastRecent<GroupKey, Group> groups;
    private final LeastRecent<DistinctKey, DistinctValues> distinct;

    private volatile int groupsNow;
    private volatile long cellsNow;
    private volatile long distinctValuesNow;

    /** Hot: nine are made for each checkout. Its hash is kept, since a table asks for it several times. */
    private static final class GroupKey {

        private final String merchantId;
        private final Dimension by;
        private final String value;
        private final int hash;

        GroupKey(String merchantId, Dimension by, String value) {
            this.merchantId = merchantId;
            this.by = by;
            this.value = value;
            hash = (merchantId.hashCode() * 31 + by.name().hashCode()) * 31 + value.hashCode();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof GroupKey key
                    && hash == key.hash
                    && value.equals(key.value)
                    && merchantId.equals(key.merchantId)
                    && by.name().equals(key.by.name());
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    private record DistinctKey(String merchantId, @Nullable Dimension what, Dimension by, String value) {}

    /** Empty windows. */
    public LocalVelocity(VelocityLimits limits) {
        distinctValuesMax = limits.distinctValuesMax();
        groups = new LeastRecent<>(limits.groupsMax(), limits.cellsMax());
        distinct = new LeastRecent<>(limits.distinctValuesTotalMax(), limits.distinctValuesTotalMax());
    }

    @Override
    public Number[] gather(Checkout checkout, List<Feature> features) {
        long atMillis = checkout.occurredAt().toEpochMilli();
        long units = Units.of(checkout.amount());
        for (Dimension by : FIXED) {
            count(checkout, by, atMillis, units);
        }
        for (int i = 0; i < features.size(); i++) {
            Feature feature = features.get(i);
            if (feature.kind() == Feature.Kind.DISTINCT) {
                countDistinct(checkout, feature, atMillis);
            } else if (feature.by().isAttribute() && !countedBefore(features, i)) {
                count(checkout, feature.by(), atMillis, units);
            }
        }
        Number[] values = read(checkout, features);
        // Only now, so that the checkout sees itself however small the limits are.
        groups.forgetBeyondBounds(Group::capacity);
        distinct.forgetBeyondBounds(DistinctValues::capacity);
        groupsNow = groups.entries();
        cellsNow = groups.weight();
        distinctValuesNow = distinct.weight();
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
            case COUNT -> Timeline.saturatedAdd(without.longValue(), 1);
            case SUM -> {
                BigDecimal sum = ((BigDecimal) without).add(Units.toDecimal(Units.of(checkout.amount())));
                yield sum.min(Units.toDecimal(Long.MAX_VALUE));
            }
            case DISTINCT -> {
                String value = Objects.requireNonNull(feature.what()).valueIn(checkout);
                DistinctValues known = distinct.get(distinctKey(checkout, feature, group));
                boolean isNew = value != null
                        && (known == null
                                || !known.has(
                                        value,
                                        checkout.occurredAt().toEpochMilli(),
                                        feature.window().millis()));
                yield Math.min(without.longValue() + (isNew ? 1 : 0), Math.max(distinctValuesMax, without.longValue()));
            }
        };
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

    private void count(Checkout checkout, Dimension by, long atMillis, long units) {
        String value = by.valueIn(checkout);
        if (value != null) {
            GroupKey key = new GroupKey(checkout.merchantId(), by, value);
            Group known = groups.get(key);
            Group group = known == null ? new Group() : known;
            groups.touch(key, group, group.add(atMillis, checkout.currency(), units));
        }
    }

    private void countDistinct(Checkout checkout, Feature feature, long atMillis) {
        String group = feature.by().valueIn(checkout);
        String value = Objects.requireNonNull(feature.what()).valueIn(checkout);
        if (group != null && value != null) {
            DistinctKey key = distinctKey(checkout, feature, group);
            DistinctValues known = distinct.get(key);
            DistinctValues values = known == null ? new DistinctValues(distinctValuesMax) : known;
            int grownBy = values.add(value, atMillis);
            distinct.touch(key, values, known == null ? values.capacity() : grownBy);
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
        long atMillis = checkout.occurredAt().toEpochMilli();
        long windowMillis = feature.window().millis();
        String value = feature.by().valueIn(checkout);
        if (feature.kind() == Feature.Kind.DISTINCT) {
            DistinctValues values = value == null ? null : distinct.get(distinctKey(checkout, feature, value));
            return values == null ? 0L : values.count(atMillis, windowMillis);
        }
        Group group = value == null ? null : groups.get(new GroupKey(checkout.merchantId(), feature.by(), value));
        if (feature.kind() == Feature.Kind.COUNT) {
            return group == null ? 0L : group.count(atMillis, windowMillis);
        }
        long units =
                group == null ? 0 : group.sum(checkout.currency(), Units.of(checkout.amount()), atMillis, windowMillis);
        return Units.toDecimal(units);
    }

    private static DistinctKey distinctKey(Checkout checkout, Feature feature, String group) {
        return new DistinctKey(checkout.merchantId(), feature.what(), feature.by(), group);
    }
}
