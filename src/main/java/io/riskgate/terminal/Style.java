package io.riskgate.terminal;

/**
 * Colours and weights of text, or none.
 *
 * @param coloured whether somebody watches who wants colour
 */
public record Style(boolean coloured) {

    private static final String ESCAPE = "\u001b[";

    public String good(String text) {
        return styled("32", text);
    }

    public String bad(String text) {
        return styled("1;31", text);
    }

    public String warning(String text) {
        return styled("1;33", text);
    }

    public String bold(String text) {
        return styled("1", text);
    }

    public String faint(String text) {
        return styled("2", text);
    }

    private String styled(String style, String text) {
        return coloured ? ESCAPE + style + "m" + text + ESCAPE + "0m" : text;
    }
}
