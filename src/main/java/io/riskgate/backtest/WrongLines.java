package io.riskgate.backtest;

import io.riskgate.backtest.BacktestResult.WrongLine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts lines that could not be read, and keeps the first {@link BacktestResult#ERRORS_MAX}. For one thread. */
final class WrongLines {

    private final List<WrongLine> first = new ArrayList<>();
    private long count;

    /** @param line its number, {@code null} where the words say it */
    void add(@Nullable Long line, String what) {
        count++;
        if (first.size() < BacktestResult.ERRORS_MAX) {
            first.add(new WrongLine(line, what));
        }
    }

    /** Lines of which nothing is known but that they could not be read. */
    void add(long more) {
        count += more;
    }

    long count() {
        return count;
    }

    /** The first in words. */
    String firstText() {
        if (first.isEmpty()) {
            return "a line could not be read";
        }
        WrongLine line = first.getFirst();
        return line.line() == null ? line.what() : "line " + line.line() + ": " + line.what();
    }

    List<WrongLine> first() {
        return List.copyOf(first);
    }
}
