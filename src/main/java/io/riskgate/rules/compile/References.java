package io.riskgate.rules.compile;

import io.riskgate.velocity.Feature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the rules of one text need from outside: velocity features and limits, each with its index, and lists. */
final class References {

    private final Map<Feature, Integer> features = new LinkedHashMap<>();
    private final Set<String> lists = new LinkedHashSet<>();
    private final List<String> limits = new ArrayList<>();

    /** The index at which an evaluation will find the feature. */
    int indexOf(Feature feature) {
        Integer known = features.get(feature);
        if (known != null) {
            return known;
        }
        features.put(feature, features.size());
        return features.size() - 1;
    }

    void addList(String name) {
        lists.add(name);
    }

    /** The index at which an evaluation will find what the limit has available. */
    int indexOfLimit(String name) {
        int known = limits.indexOf(name);
        if (known >= 0) {
            return known;
        }
        limits.add(name);
        return limits.size() - 1;
    }

    List<String> limits() {
        return limits;
    }

    List<Feature> features() {
        return new ArrayList<>(features.keySet());
    }

    Set<String> lists() {
        return lists;
    }
}
