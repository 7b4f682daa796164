package io.riskgate.ruletest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value in a YAML file, and where it stands: line and column from 1. Immutable. */
sealed interface YamlNode {

    int line();

    int column();

    /** What it is, as a message says it. */
    String what();

    enum Kind {
        TEXT("a text"),
        NUMBER("a number"),
        TRUTH("true or false"),
        NOTHING("nothing");

        private final String what;

        Kind(String what) {
            this.what = what;
        }
    }

    /**
     * A word, a text, a number.
     *
     * @param text as written, without quotes
     */
    record Scalar(Kind kind, String text, int line, int column) implements YamlNode {

        @Override
        public String what() {
            return kind.what;
        }
    }

    record Sequence(List<YamlNode> nodes, int line, int column) implements YamlNode {

        @Override
        public String what() {
            return "a list";
        }
    }

    /**
     * Values by key.
     *
     * @param entries in the order of the file, no key twice
     */
    record Mapping(List<Entry> entries, int line, int column) implements YamlNode {

        @Override
        public String what() {
            return "a mapping";
        }

        /** {@code null} if there is no such key. */
        @Nullable
        YamlNode get(String key) {
            for (Entry entry : entries) {
                if (entry.key().text().equals(key)) {
                    return entry.value();
                }
            }
            return null;
        }
    }

    record Entry(Scalar key, YamlNode value) {}
}
