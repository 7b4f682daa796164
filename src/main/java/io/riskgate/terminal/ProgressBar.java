package io.riskgate.terminal;

import java.util.Locale;
import java.util.function.Consumer;

/**
 * Draws how far something is: a bar that moves where somebody watches, a line every tenth of the way elsewhere. Safe for use by
 * several threads; prints a hundred times at most.
 */
public final class ProgressBar {

    private static final int CELLS = 40;

    private final Consumer<String> out;
    private final boolean interactive;
    private final String title;
    private final long startNanos = System.nanoTime();
    private int percentShown = -1;

    /**
     * @param out prints text, and lets it be seen at once
     * @param interactive whether somebody watches
     */
    public ProgressBar(Consumer<String> out, boolean interactive, String title) {
        this.out = out;
        this.interactive = interactive;
        this.title = title;
    }

    /**
     * Takes note of how far it is, by what is done since the bar was made.
     *
     * @param done may arrive out of order
     */
    public synchronized void reached(long done, long total) {
        double seconds = Math.max(1e-3, (System.nanoTime() - startNanos) / 1e9);
        String rate = String.format(Locale.ROOT, "%,.0f/s   ", done / seconds);
        show(
                total == 0 ? 100 : (int) (100 * done / total),
                String.format(Locale.ROOT, "%,d of %,d  ", done, total),
                rate);
    }

    /**
     * Takes note of how far it is, where somebody else knows the rate.
     *
     * @param percent 0 to 100
     */
    public synchronized void reached(int percent, long done, long perSecond) {
        show(percent, String.format(Locale.ROOT, "%,d  ", done), String.format(Locale.ROOT, "%,d/s   ", perSecond));
    }

    private void show(int percent, String count, String rate) {
        int step = interactive ? 1 : 10;
        if (percent / step <= percentShown / step && percentShown >= 0) {
            return;
        }
        percentShown = percent;
        if (interactive) {
            int filled = CELLS * percent / 100;
            out.accept("\r  %-8s [%s%s] %3d %%  %s"
                    .formatted(title, "#".repeat(filled), "-".repeat(CELLS - filled), percent, rate));
        } else if (percent > 0) {
            out.accept("  %-8s %3d %%  %s%s%n".formatted(title, percent, count, rate));
        }
    }

    /** Leaves the bar's line. */
    public synchronized void end() {
        if (interactive && percentShown >= 0) {
            out.accept(System.lineSeparator());
        }
    }
}
