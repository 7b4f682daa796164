package io.riskgate.backtest;

/** How the checkouts of an uploaded file are written, one a line. */
public enum FileFormat {
    /** JSON, as {@code POST /v1/decisions} takes it. */
    JSON_LINES,
    /** Values that are parted by commas, as RFC 4180 has it, with names in the first line. */
    CSV
}
