package io.riskgate.trial;

/**
 * What the watch over a canary looks at: numbers of checkouts that only grow.
 *
 * @param checkouts all of them
 * @param declined those that the canary declines, or would
 * @param failed those on which its rules threw
 * @param slow those on which its rules took longer than its limit allows for all but one of a hundred; 0 if it has no such limit
 */
public record Tally(long checkouts, long declined, long failed, long slow) {

    public static final Tally NONE = new Tally(0, 0, 0, 0);

    /** What has come since. */
    public Tally minus(Tally earlier) {
        return new Tally(
                checkouts - earlier.checkouts,
                declined - earlier.declined,
                failed - earlier.failed,
                slow - earlier.slow);
    }

    Tally plus(Tally other) {
        return new Tally(
                checkouts + other.checkouts, declined + other.declined, failed + other.failed, slow + other.slow);
    }
}
