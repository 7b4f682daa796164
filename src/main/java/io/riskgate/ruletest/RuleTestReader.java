package io.riskgate.ruletest;

import io.riskgate.model.Checkout;
import io.riskgate.rules.Ruleset;
import io.riskgate.ruletest.YamlNode.Scalar;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the text of a file of tests, whose format {@code src/docs/rules.md} describes. For one file. */
final class RuleTestReader {

    static final int TESTS_MAX = 1_000;

    /** When a test's checkout is, if it does not say. */
    static final Instant PRESENT_DEFAULT = Instant.parse("2026-01-01T12:00:00Z");

    /** The merchant of a checkout in tests of the platform's rules, whose own name no merchant may have. */
    private static final String SOME_MERCHANT = "shop";

    private static final int NAME_CHARS_MAX = 200;
    private static final List<String> FILE_KEYS = List.of("tests");
    private static final List<String> TEST_KEYS = List.of("name", "lists", "limits", "history", "checkout", "expect");

    private final ListsForm lists;
    private final LimitsForm limits;
    private final CheckoutForm checkouts;
    private final ExpectationForm expectations;
    private final Mistakes mistakes;
    private final Set<String> names = new HashSet<>();

    /** @param ruleset what the tests are of */
    RuleTestReader(Ruleset ruleset, Mistakes mistakes) {
        boolean ofPlatform = ruleset.scope().equals(Ruleset.PLATFORM);
        this.lists = new ListsForm(ruleset, mistakes);
        this.limits = new LimitsForm(ruleset, mistakes);
        this.checkouts = new CheckoutForm(ofPlatform ? SOME_MERCHANT : ruleset.scope(), mistakes);
        this.expectations = new ExpectationForm(ruleset, mistakes);
        this.mistakes = mistakes;
    }

    /** The tests, of which those with mistakes are missing. */
    List<RuleTest> read(String text) {
        YamlNode root = YamlReader.read(text, mistakes);
        Form file = root == null ? null : Form.of(root, "A file of tests", FILE_KEYS, mistakes);
        if (file == null || file.required("tests") == null) {
            return List.of();
        }
        List<YamlNode> nodes = file.list("tests");
        if (nodes.size() > TESTS_MAX) {
            mistakes.add(
                    Mistake.TEST_TOO_LARGE,
                    nodes.getFirst(),
                    "A file must not have more than " + TESTS_MAX + " tests",
                    null);
            return List.of();
        }
        List<RuleTest> tests = new ArrayList<>();
        for (YamlNode node : nodes) {
            Form form = Form.of(node, "A test", TEST_KEYS, mistakes);
            RuleTest test = form == null ? null : test(form);
            if (test != null) {
                tests.add(test);
            }
        }
        return tests;
    }

    private @Nullable RuleTest test(Form form) {
        String name = name(form);
        YamlNode listed = form.node("lists");
        Map<String, Set<String>> known = listed == null ? Map.of() : lists.read(listed);
        YamlNode limited = form.node("limits");
        Map<String, BigDecimal> available = limited == null ? Map.of() : limits.read(limited);
        YamlNode expect = form.required("expect");
        Expectation expectation = expect == null ? null : expectations.read(expect);
        YamlNode node = form.required("checkout");
        Form own = node == null ? null : Form.of(node, "checkout", CheckoutForm.KEYS, mistakes);
        Instant present = own == null ? null : present(own);
        if (own == null || present == null) {
            return null;
        }
        checkouts.checkParts(own);
        Checkout checkout = checkouts.read(own.mapping(), "checkout", 0, present, present);
        List<Checkout> history = new HistoryForm(checkouts, present, mistakes).read(form.list("history"), checkout);
        return name == null || checkout == null || expectation == null
                ? null
                : new RuleTest(name, form.mapping().line(), known, available, history, checkout, expectation);
    }

    private @Nullable Instant present(Form checkout) {
        YamlNode occurredAt = checkout.node("occurredAt");
        return occurredAt == null ? PRESENT_DEFAULT : HistoryForm.instant(occurredAt, mistakes);
    }

    private @Nullable String name(Form form) {
        YamlNode node = form.required("name");
        Scalar name = node == null ? null : form.text(node, "name");
        if (name == null) {
            return null;
        }
        if (name.text().isBlank() || name.text().length() > NAME_CHARS_MAX) {
            mistakes.add(Mistake.TEST_VALUE, name, "name must be 1 to " + NAME_CHARS_MAX + " characters", null);
        } else if (!names.add(name.text())) {
            mistakes.add(Mistake.TEST_VALUE, name, "There are two tests of this name", null);
        }
        return name.text();
    }
}
