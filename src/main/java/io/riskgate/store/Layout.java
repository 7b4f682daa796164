package io.riskgate.store;

import org.jspecify.annotations.Nullable;

/**
 * Which arrangements of state this release can work with, by number, so that neither an older nor a newer one than it knows is
 * misread. Whoever changes names, formats or meanings so that an earlier release would go wrong on them raises the numbers.
 *
 * <p>Immutable.
 *
 * @param newest what this release writes
 * @param oldest what it still reads; whatever is between is brought up to date as it is written
 * @param readableFrom the newest layout that a release must know to work with what this one writes: {@code newest}, unless what was added
 *     is passed over by those before
 */
public record Layout(int newest, int oldest, int readableFrom) {

    /** Of all that is below the data directory. */
    public static final Layout FILES = new Layout(1, 1, 1);

    /** Of all that nodes share in Redis. */
    public static final Layout REDIS = new Layout(1, 1, 1);

    /** State from before there were marks, and where there is none yet; whoever reads no first layout any more must tell them apart. */
    private static final Mark UNMARKED = new Mark(1, 1);

    /**
     * What state says of itself.
     *
     * @param written the newest layout that was written
     * @param readableFrom the layout that a release must know at least
     */
    public record Mark(int written, int readableFrom) {}

    /** What this release leaves behind. */
    public Mark mark() {
        return new Mark(newest, readableFrom);
    }

    /** Whether a mark is there to be replaced by {@link #mark}; a newer one stays, since what it tells of is still there. */
    public boolean replaces(@Nullable Mark found) {
        return found == null || found.written < newest;
    }

    /**
     * Passes if this release can work with the state.
     *
     * @param found {@code null} if there is no mark
     * @param where the state is, in words that begin a sentence
     * @param elsewhere the option that names another place
     * @throws StartRefusedException if it cannot
     */
    public void check(@Nullable Mark found, String where, String elsewhere) {
        Mark mark = found == null ? UNMARKED : found;
        if (mark.readableFrom > newest) {
            throw new StartRefusedException(
                    "%s is of a newer Riskgate: layout %d, which takes a release that knows layout %d, and this one knows up to %d. Start the newer one again, or set %s to another place."
                            .formatted(where, mark.written, mark.readableFrom, newest, elsewhere));
        }
        if (mark.written < oldest) {
            throw new StartRefusedException(
                    "%s is of an older Riskgate: layout %d, and this one reads layouts from %d on. Start a release between them on it first, or set %s to another place."
                            .formatted(where, mark.written, oldest, elsewhere));
        }
    }
}
