package io.riskgate.rules.compile;

import java.util.Arrays;

/** A ruleset's text, and where its lines are. Immutable. */
final class SourceText {

    private static final int QUOTED_LINE_LENGTH_MAX = 200;

    private final String text;
    private final int[] lineStarts;

    SourceText(String text) {
        this.text = text;
        this.lineStarts = lineStarts(text);
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[16];
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, count * 2);
                }
                starts[count++] = i + 1;
            }
        }
        return Arrays.copyOf(starts, count);
    }

    String text() {
        return text;
    }

    /** The line that the offset is on, from 1. */
    int lineOf(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** The column of the offset on its line, from 1. */
    int columnOf(int offset) {
        return offset - lineStarts[lineOf(offset) - 1] + 1;
    }

    /** The offset of a line and column from 1, brought inside the text if it is outside. */
    int offsetOf(int line, int column) {
        int start = lineStarts[Math.clamp(line, 1, lineStarts.length) - 1];
        return Math.clamp(start + (long) column - 1, 0, text.length());
    }

    /** The line as written, cut if it is very long. */
    String line(int line) {
        int start = lineStarts[line - 1];
        int end = line < lineStarts.length ? lineStarts[line] - 1 : text.length();
        if (end > start && text.charAt(end - 1) == '\r') {
            end--;
        }
        if (end - start > QUOTED_LINE_LENGTH_MAX) {
            end = start + QUOTED_LINE_LENGTH_MAX;
            // Half a character could not be sent.
            end -= Character.isHighSurrogate(text.charAt(end - 1)) ? 1 : 0;
        }
        return text.substring(start, end);
    }
}
