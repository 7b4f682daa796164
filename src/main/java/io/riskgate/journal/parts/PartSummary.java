package io.riskgate.journal.parts;

/**
 * What is known of a part of the journal that is over: its rows are in a file of {@link PartFiles}.
 *
 * @param part its number
 * @param through the name of its last journal file; those up to there may be deleted, and are not counted again
 * @param firstHour that has a row, see {@link UtcHour}
 * @param lastHour that has a row
 */
public record PartSummary(int part, String through, long firstHour, long lastHour) {

    boolean overlaps(long fromHour, long toHour) {
        return firstHour < toHour && lastHour >= fromHour;
    }
}
