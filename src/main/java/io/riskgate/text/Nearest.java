package io.riskgate.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name that a misspelt one was probably meant to be. Stateless; never blocks. */
public final class Nearest {

    private static final int DISTANCE_MAX = 3;
    private static final int LENGTH_MAX = 64;

    private Nearest() {}

    /** The one that differs least, in at most three letters and half of them; empty if none does, or the name is longer than 64. */
    public static Optional<String> to(String name, Collection<String> names) {
        if (name.length() > LENGTH_MAX) {
            return Optional.empty();
        }
        return names.stream()
                .filter(candidate -> distance(name, candidate) <= Math.min(DISTANCE_MAX, name.length() / 2))
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)));
    }

    /** Levenshtein's edit distance, case ignored. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
                int substituted = previous[j - 1] + (same ? 0 : 1);
                current[j] = Math.min(substituted, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
