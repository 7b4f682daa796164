package io.riskgate.ruletest;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.riskgate.ruletest.YamlNode.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Reads YAML into nodes that know their place. A tree of Jackson's does not, and a mistake is to be shown where it is.
 * Anchors are refused: few lines could stand for very many. For one text.
 */
final class YamlReader {

    static final int DEPTH_MAX = 16;
    static final int TEXT_CHARS_MAX = 1_000;

    private static final YAMLFactory YAML = new YAMLFactory();

    private final Mistakes mistakes;

    private YamlReader(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /** The document, or {@code null} if the text holds none; what is wrong with it is added to the mistakes. */
    static @Nullable YamlNode read(String text, Mistakes mistakes) {
        try (YAMLParser parser = YAML.createParser(text)) {
            if (parser.nextToken() == null) {
                mistakes.add(Mistake.TEST_SYNTAX, 1, 1, "The file holds no tests", null);
                return null;
            }
            YamlNode root = new YamlReader(mistakes).node(parser, 1);
            if (parser.nextToken() != null) {
                JsonLocation more = parser.currentTokenLocation();
                mistakes.add(
                        Mistake.TEST_SYNTAX,
                        more.getLineNr(),
                        more.getColumnNr(),
                        "The file holds more than one document",
                        "Put all tests under one tests:");
            }
            return root;
        } catch (JsonProcessingException notYaml) {
            addSyntax(notYaml, mistakes);
            return null;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void addSyntax(JsonProcessingException notYaml, Mistakes mistakes) {
        if (notYaml.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
            mistakes.add(
                    Mistake.TEST_SYNTAX,
                    marked.getProblemMark().getLine() + 1,
                    marked.getProblemMark().getColumn() + 1,
                    "The file is not YAML: " + marked.getProblem(),
                    null);
            return;
        }
        JsonLocation at = notYaml.getLocation();
        mistakes.add(
                Mistake.TEST_SYNTAX,
                at == null ? 1 : Math.max(1, at.getLineNr()),
                at == null ? 1 : Math.max(1, at.getColumnNr()),
                "The file is not YAML that can be read here",
                null);
    }

    /** The value that the parser is at, to its end. */
    private YamlNode node(YAMLParser parser, int depth) throws IOException {
        JsonLocation at = parser.currentTokenLocation();
        int line = at.getLineNr();
        int column = at.getColumnNr();
        if (depth > DEPTH_MAX) {
            parser.skipChildren();
            return refused(line, column, Mistake.TEST_TOO_LARGE, "This is nested more than " + DEPTH_MAX + " deep");
        }
        if (parser.isCurrentAlias()) {
            return refused(line, column, Mistake.TEST_VALUE, "Anchors (&name) and aliases (*name) cannot be used here");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> new YamlNode.Mapping(entries(parser, depth), line, column);
            case START_ARRAY -> {
                List<YamlNode> nodes = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    nodes.add(node(parser, depth + 1));
                }
                yield new YamlNode.Sequence(nodes, line, column);
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> scalar(Kind.NUMBER, parser.getText(), line, column);
            case VALUE_TRUE, VALUE_FALSE -> scalar(Kind.TRUTH, parser.getText(), line, column);
            case VALUE_NULL -> scalar(Kind.NOTHING, "", line, column);
            default -> scalar(Kind.TEXT, parser.getText(), line, column);
        };
    }

    private List<YamlNode.Entry> entries(YAMLParser parser, int depth) throws IOException {
        List<YamlNode.Entry> entries = new ArrayList<>();
        Set<String> names = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            JsonLocation at = parser.currentTokenLocation();
            YamlNode.Scalar key = scalar(Kind.TEXT, parser.currentName(), at.getLineNr(), at.getColumnNr());
            parser.nextToken();
            YamlNode value = node(parser, depth + 1);
            if (names.add(key.text())) {
                entries.add(new YamlNode.Entry(key, value));
            } else {
                mistakes.add(Mistake.TEST_KEY, key, "There are two " + key.text() + " here", null);
            }
        }
        return entries;
    }

    private YamlNode.Scalar scalar(Kind kind, String text, int line, int column) {
        if (text.length() > TEXT_CHARS_MAX) {
            return refused(
                    line, column, Mistake.TEST_TOO_LARGE, "This is longer than " + TEXT_CHARS_MAX + " characters");
        }
        return new YamlNode.Scalar(kind, text, line, column);
    }

    private YamlNode.Scalar refused(int line, int column, Mistake mistake, String message) {
        mistakes.add(mistake, line, column, message, null);
        return new YamlNode.Scalar(Kind.NOTHING, "", line, column);
    }
}
