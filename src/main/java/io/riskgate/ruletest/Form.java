package io.riskgate.ruletest;

import io.riskgate.ruletest.YamlNode.Kind;
import io.riskgate.ruletest.YamlNode.Scalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mapping whose keys are known. Whoever asks for a value says what it must be; what it is not, and every key that is
 * not known, is added to the mistakes and then as if left out.
 */
final class Form {

    private final String what;
    private final YamlNode.Mapping mapping;
    private final Mistakes mistakes;

    private Form(String what, YamlNode.Mapping mapping, Mistakes mistakes) {
        this.what = what;
        this.mapping = mapping;
        this.mistakes = mistakes;
    }

    /**
     * The form of a node, or {@code null} if it is no mapping.
     *
     * @param what the node is, as a message says it, such as {@code A test}
     */
    static @Nullable Form of(YamlNode node, String what, Collection<String> keys, Mistakes mistakes) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            mistakes.add(
                    Mistake.TEST_VALUE, node, what + " must be a mapping, and this is " + node.what(), allowed(keys));
            return null;
        }
        for (YamlNode.Entry entry : mapping.entries()) {
            if (!keys.contains(entry.key().text())) {
                mistakes.add(
                        Mistake.TEST_KEY,
                        entry.key(),
                        what + " has no key " + entry.key().text(),
                        allowed(keys));
            }
        }
        return new Form(what, mapping, mistakes);
    }

    private static String allowed(Collection<String> keys) {
        return "Allowed here: " + String.join(", ", keys);
    }

    YamlNode.Mapping mapping() {
        return mapping;
    }

    /** {@code null} if it is left out or empty. */
    @Nullable
    YamlNode node(String key) {
        YamlNode node = mapping.get(key);
        return node instanceof Scalar scalar && scalar.kind() == Kind.NOTHING ? null : node;
    }

    /** As {@link #node}, for a key that must be there. */
    @Nullable
    YamlNode required(String key) {
        YamlNode node = node(key);
        if (node == null) {
            mistakes.add(Mistake.TEST_KEY, mapping, what + " needs the key " + key, null);
        }
        return node;
    }

    /** The list's nodes; none if it is left out. */
    List<YamlNode> list(String key) {
        YamlNode node = node(key);
        if (node == null) {
            return List.of();
        }
        if (node instanceof YamlNode.Sequence sequence) {
            return sequence.nodes();
        }
        mistakes.add(Mistake.TEST_VALUE, node, key + " must be a list, and this is " + node.what(), null);
        return List.of();
    }

    /** The list's texts, or {@code null} if it is left out. */
    @Nullable
    List<Scalar> texts(String key) {
        return node(key) == null ? null : texts(list(key), "An entry of " + key);
    }

    /** Those of the nodes that are texts. */
    List<Scalar> texts(List<YamlNode> nodes, String each) {
        List<Scalar> texts = new ArrayList<>();
        for (YamlNode node : nodes) {
            Scalar text = text(node, each);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** The node, if it is a text. */
    @Nullable
    Scalar text(YamlNode node, String each) {
        if (node instanceof Scalar scalar && scalar.kind() == Kind.TEXT) {
            return scalar;
        }
        String hint = node instanceof Scalar scalar ? "Put it in quotes: \"" + scalar.text() + "\"" : null;
        mistakes.add(Mistake.TEST_VALUE, node, each + " must be a text, and this is " + node.what(), hint);
        return null;
    }

    /** A whole number, or {@code null} if it is left out. */
    @Nullable
    Integer whole(String key, int min, int max) {
        YamlNode node = node(key);
        if (node == null) {
            return null;
        }
        if (node instanceof Scalar scalar
                && scalar.kind() == Kind.NUMBER
                && scalar.text().matches("-?[0-9]{1,10}")) {
            long number = Long.parseLong(scalar.text());
            if (number >= min && number <= max) {
                return (int) number;
            }
        }
        mistakes.add(Mistake.TEST_VALUE, node, key + " must be a whole number from " + min + " to " + max, null);
        return null;
    }

    /** A stretch of time, or {@code null} if it is left out. */
    @Nullable
    Duration duration(String key) {
        YamlNode node = node(key);
        if (node == null) {
            return null;
        }
        Duration duration = node instanceof Scalar scalar ? RelativeTime.duration(scalar.text()) : null;
        if (duration == null) {
            mistakes.add(
                    Mistake.TEST_VALUE,
                    node,
                    key + " must be a stretch of time such as 90s, 5m, 1h30m or 3d",
                    "The units are ms, s, m, h and d");
        }
        return duration;
    }
}
