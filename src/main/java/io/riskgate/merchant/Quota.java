package io.riskgate.merchant;

/**
 * How many checkouts a merchant may have decided.
 *
 * @param perSecond in the long run, 1 to {@link #MAX}
 * @param burst at once, {@code perSecond} to {@link #MAX}
 */
public record Quota(int perSecond, int burst) {

    public static final int MAX = 1_000_000;
}
