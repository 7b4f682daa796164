package io.riskgate.cli;

import picocli.CommandLine.Help.Ansi;

/**
 * Colours, or none.
 *
 * @param coloured whether somebody watches who wants colour
 */
record Style(boolean coloured) {

    private static final String ESCAPE = "\u001b[";

    /** As picocli sees it: on a terminal, unless {@code NO_COLOR} is set; what the launcher says comes first. */
    static Style standard() {
        return new Style(Ansi.AUTO.enabled() && !"dumb".equals(System.getenv("TERM")));
    }

    String good(String text) {
        return styled("32", text);
    }

    String bad(String text) {
        return styled("1;31", text);
    }

    String warning(String text) {
        return styled("1;33", text);
    }

    String bold(String text) {
        return styled("1", text);
    }

    String faint(String text) {
        return styled("2", text);
    }

    private String styled(String style, String text) {
        return coloured ? ESCAPE + style + "m" + text + ESCAPE + "0m" : text;
    }
}
