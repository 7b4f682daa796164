package io.riskgate.rules.compile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One attempt to hurt the engine, as the files in {@code src/test/resources/rules/hostile} hold them.
 *
 * @param mayBeAccepted whether it may pass as well, since nothing comes of it
 */
record Attempt(String name, String text, boolean mayBeAccepted) {

    private static final Path DIRECTORY = Path.of("src/test/resources/rules/hostile");
    private static final String HEADER = "### ";
    private static final String HARMLESS = " (or harmless)";

    /** What an attempt of each file stands in. */
    enum Frame {
        TEXTS("%s"),
        RULES("rule %s when Checkout() then decision.tag(\"t\"); end\n"),
        CONDITIONS("rule \"r\" when %s then decision.tag(\"t\"); end\n"),
        CONSTRAINTS("rule \"r\" when Checkout( %s ) then decision.tag(\"t\"); end\n"),
        CONSEQUENCES("rule \"r\" when $c : Checkout( amount > 0 ) then %s end\n");

        private final String text;

        Frame(String text) {
            this.text = text;
        }

        String around(String attempt) {
            return text.replace("%s", attempt);
        }

        List<Attempt> attempts() {
            String file = name().toLowerCase(Locale.ROOT);
            try {
                return read(file, Files.readString(DIRECTORY.resolve(file + ".txt")), this);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static List<Attempt> read(String file, String content, Frame frame) {
        List<Attempt> attempts = new ArrayList<>();
        String[] parts = content.split("(?m)^" + HEADER, -1);
        for (int i = 1; i < parts.length; i++) {
            int end = parts[i].indexOf('\n');
            String name = parts[i].substring(0, end);
            String body = parts[i].substring(end + 1);
            String text = Notation.expand(body.endsWith("\n") ? body.substring(0, body.length() - 1) : body);
            attempts.add(
                    new Attempt(file + "/" + name.replace(HARMLESS, ""), frame.around(text), name.endsWith(HARMLESS)));
        }
        return attempts;
    }

    @Override
    public String toString() {
        return name;
    }
}
