package io.riskgate.velocity;

import io.riskgate.model.Checkout;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The oracle: keeps every checkout and looks through all of them, each time. */
public final class ExactWindows {

    private final List<Checkout> seen = new ArrayList<>();

    public void add(Checkout checkout) {
        seen.add(checkout);
    }

    public Number read(Checkout checkout, Feature feature) {
        return read(checkout, feature, 0, 0);
    }

    /** What the feature is for the checkout, over a window that begins so much earlier and ends so much later. */
    public Number read(Checkout checkout, Feature feature, long earlierMillis, long laterMillis) {
        long atMillis = checkout.occurredAt().toEpochMilli();
        long afterMillis = atMillis - feature.window().millis() - earlierMillis;
        long untilMillis = atMillis + laterMillis;
        String group = feature.by().valueIn(checkout);
        List<Checkout> inWindow = seen.stream()
                .filter(c -> c.merchantId().equals(checkout.merchantId()))
                .filter(c -> group != null && group.equals(feature.by().valueIn(c)))
                .filter(c -> c.occurredAt().toEpochMilli() > afterMillis)
                .filter(c -> c.occurredAt().toEpochMilli() <= untilMillis)
                .toList();
        return switch (feature.kind()) {
            case COUNT -> (long) inWindow.size();
            case SUM ->
                inWindow.stream()
                        .filter(c -> c.currency().equals(checkout.currency()))
                        .map(Checkout::amount)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
            case DISTINCT ->
                inWindow.stream()
                        .map(Objects.requireNonNull(feature.what())::valueIn)
                        .filter(Objects::nonNull)
                        .distinct()
                        .count();
        };
    }
}
