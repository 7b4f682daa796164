package io.riskgate.api;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

/** Answers as CSV, as RFC 4180 has it, but for {@link #text}. */
final class Csv {

    static final String MEDIA_TYPE = "text/csv";
    static final String MEDIA_TYPE_UTF8 = MEDIA_TYPE + ";charset=UTF-8";
    static final String LINE_END = "\r\n";

    private static final MediaType TYPE = MediaType.valueOf(MEDIA_TYPE);
    private static final String FORMULA_BEGINS = "=+-@";

    private Csv() {}

    /** Whether a caller wants it; whoever takes anything gets JSON. */
    static boolean isWanted(HttpHeaders headers) {
        for (MediaType type : headers.getAcceptableMediaTypes()) {
            if (type.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
                return false;
            }
            if (type.isCompatible(TYPE)) {
                return true;
            }
        }
        return false;
    }

    /** A text, quoted, which may have commas and quotes; what a spreadsheet takes for text also where it is a formula. */
    static String text(String text) {
        boolean isFormula = !text.isEmpty() && FORMULA_BEGINS.indexOf(text.charAt(0)) >= 0;
        return (isFormula ? "\"'" : "\"") + text.replace("\"", "\"\"") + '"';
    }
}
