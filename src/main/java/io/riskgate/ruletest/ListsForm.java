package io.riskgate.ruletest;

import io.riskgate.lists.ListEntry;
import io.riskgate.lists.ListRules;
import io.riskgate.lists.ListWrite;
import io.riskgate.rules.Ruleset;
import io.riskgate.ruletest.YamlNode.Scalar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the lists of a test: those that its rules look into, with what the engine would take as entries. */
final class ListsForm {

    private final Ruleset ruleset;
    private final Mistakes mistakes;

    ListsForm(Ruleset ruleset, Mistakes mistakes) {
        this.ruleset = ruleset;
        this.mistakes = mistakes;
    }

    Map<String, Set<String>> read(YamlNode node) {
        Set<String> known = ruleset.compiled().lists();
        Form form = Form.of(node, "lists", known.stream().sorted().toList(), mistakes);
        Map<String, Set<String>> lists = new HashMap<>();
        if (form != null) {
            for (String name : known) {
                List<Scalar> values = form.texts(name);
                if (values != null) {
                    check(name, values, node);
                    lists.put(name, values.stream().map(Scalar::text).collect(Collectors.toSet()));
                }
            }
        }
        return lists;
    }

    private void check(String name, List<Scalar> values, YamlNode node) {
        List<ListEntry> entries =
                values.stream().map(value -> new ListEntry(value.text(), null)).toList();
        ListWrite.Invalid invalid = ListRules.check(ruleset.scope(), name, entries);
        if (invalid != null) {
            mistakes.add(Mistake.TEST_VALUE, node, name + ": " + invalid.field() + " " + invalid.message(), null);
        }
    }
}
