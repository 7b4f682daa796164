package io.riskgate.ruletest;

import io.riskgate.rules.Ruleset;
import io.riskgate.ruletest.YamlNode.Kind;
import io.riskgate.ruletest.YamlNode.Scalar;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads what the limits of a test have available: those that its rules ask for. */
final class LimitsForm {

    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,4})?");

    private final List<String> known;
    private final Mistakes mistakes;

    LimitsForm(Ruleset ruleset, Mistakes mistakes) {
        known = ruleset.compiled().limits().stream().sorted().toList();
        this.mistakes = mistakes;
    }

    Map<String, BigDecimal> read(YamlNode node) {
        Form form = Form.of(node, "limits", known, mistakes);
        Map<String, BigDecimal> available = new HashMap<>();
        if (form != null) {
            for (String name : known) {
                YamlNode value = form.node(name);
                if (value instanceof Scalar scalar
                        && scalar.kind() == Kind.NUMBER
                        && AMOUNT.matcher(scalar.text()).matches()) {
                    available.put(name, new BigDecimal(scalar.text()));
                } else if (value != null) {
                    mistakes.add(
                            Mistake.TEST_VALUE,
                            value,
                            name + " must be an amount that is available, such as 120.50",
                            "Leave it out if the checkout is not under the limit");
                }
            }
        }
        return available;
    }
}
