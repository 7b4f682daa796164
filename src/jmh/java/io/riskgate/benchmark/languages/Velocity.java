package io.riskgate.benchmark.languages;

import io.riskgate.velocity.Dimension;
import io.riskgate.velocity.Feature;
import java.util.Locale;

/** A velocity feature under a name that every language takes for one. */
record Velocity(Feature feature) implements Operand {

    static final String PREFIX = "velocity.";

    String name() {
        Dimension what = feature.what();
        return (what == null ? "" : what.name() + "_by_") + feature.by().name() + "_"
                + feature.kind().name().toLowerCase(Locale.ROOT) + "_"
                + feature.window().label();
    }

    @Override
    public String path() {
        return PREFIX + name();
    }
}
