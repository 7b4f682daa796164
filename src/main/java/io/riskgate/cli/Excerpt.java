package io.riskgate.cli;

/**
 * A line of a text as a terminal can show it, and what to print under it to point at a column.
 *
 * @param pointer empty if the column is not to be seen
 */
record Excerpt(String line, String pointer) {

    /** Of a longer line, a part around the column is shown. */
    static final int CHARS_MAX = 160;

    private static final String CUT = "...";

    /** @param column from 1 */
    static Excerpt of(String source, int column) {
        int at = column - 1;
        int start = Math.clamp(at - CHARS_MAX / 2, 0, Math.max(0, source.length() - CHARS_MAX));
        int end = Math.min(source.length(), start + CHARS_MAX);
        StringBuilder line = new StringBuilder(start > 0 ? CUT : "");
        StringBuilder pointer = new StringBuilder(" ".repeat(line.length()));
        for (int i = start; i < end; i++) {
            char c = source.charAt(i);
            line.append(shown(c));
            if (i < at && !Character.isLowSurrogate(c)) {
                pointer.append(c == '\t' ? '\t' : ' ');
            }
        }
        line.append(end < source.length() ? CUT : "");
        return new Excerpt(line.toString(), at <= end ? pointer.append('^').toString() : "");
    }

    /** What could move the cursor, or turn text round, is not shown. */
    private static char shown(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c == '\t' ? c : '?';
            case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> '?';
            default -> c;
        };
    }
}
