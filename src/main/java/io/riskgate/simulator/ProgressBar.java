package io.riskgate.simulator;

import java.util.Locale;

/**
 * Draws how far the play is: a bar that moves on a terminal, a line every tenth of the way elsewhere. Safe for use by
 * several threads; prints a hundred times at most.
 */
final class ProgressBar implements Progress {

    private static final int CELLS = 40;

    private final Terminal terminal;
    private final String title;
    private final int total;
    private final long startNanos = System.nanoTime();
    private int percentShown = -1;

    ProgressBar(Terminal terminal, String title, int total) {
        this.terminal = terminal;
        this.title = title;
        this.total = total;
    }

    @Override
    public synchronized void reached(int done) {
        int percent = total == 0 ? 100 : (int) (100L * done / total);
        int step = terminal.interactive() ? 1 : 10;
        if (percent / step <= percentShown / step && percentShown >= 0) {
            return;
        }
        percentShown = percent;
        if (terminal.interactive()) {
            terminal.out().print("\r" + bar(percent, done));
        } else if (percent > 0) {
            terminal.out().println(line(percent, done));
        }
        terminal.out().flush();
    }

    /** Leaves the bar's line. */
    synchronized void end() {
        if (terminal.interactive() && percentShown >= 0) {
            terminal.out().println();
        }
    }

    private String bar(int percent, int done) {
        int filled = CELLS * percent / 100;
        return "  %-8s [%s%s] %3d %%  %s"
                .formatted(title, "#".repeat(filled), "-".repeat(CELLS - filled), percent, rate(done));
    }

    private String line(int percent, int done) {
        return String.format(Locale.ROOT, "  %-8s %3d %%  %,d of %,d  %s", title, percent, done, total, rate(done));
    }

    private String rate(int done) {
        double seconds = Math.max(1e-3, (System.nanoTime() - startNanos) / 1e9);
        return String.format(Locale.ROOT, "%,.0f/s   ", done / seconds);
    }
}
