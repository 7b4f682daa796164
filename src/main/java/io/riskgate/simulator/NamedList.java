package io.riskgate.simulator;

import java.util.List;

/**
 * Values that the engine is to have on a list before the day is played.
 *
 * @param scope {@code platform} or a merchant id
 */
public record NamedList(String scope, String name, List<String> values) {

    public NamedList {
        values = List.copyOf(values);
    }
}
