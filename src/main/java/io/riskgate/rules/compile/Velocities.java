package io.riskgate.rules.compile;

import io.riskgate.rules.WhenDegraded;
import io.riskgate.rules.compile.ParsedRule.Element;
import io.riskgate.rules.compile.ParsedRule.Group;
import io.riskgate.rules.compile.ParsedRule.Pattern;
import java.util.List;

/** The conditions of a rule that look at velocity, of which {@code @degraded} says what they are while it is not known. */
final class Velocities {

    private Velocities() {}

    /** Whether there are any. */
    static boolean in(List<Element> elements) {
        return elements.stream().anyMatch(element -> switch (element) {
            case Pattern pattern -> pattern.conditions().stream().anyMatch(Condition::looksAtVelocity);
            case Group group -> in(group.elements());
        });
    }

    static List<Element> whenDegraded(List<Element> elements, WhenDegraded when) {
        return when == WhenDegraded.ESTIMATE ? elements : withDegraded(elements, when == WhenDegraded.FIRE);
    }

    /** @param match whether the elements are to match while velocity is not known */
    private static List<Element> withDegraded(List<Element> elements, boolean match) {
        return elements.stream().map(element -> withDegraded(element, match)).toList();
    }

    private static Element withDegraded(Element element, boolean match) {
        return switch (element) {
            case Pattern pattern ->
                new Pattern(
                        pattern.index(),
                        pattern.factType(),
                        pattern.conditions().stream()
                                .map(condition ->
                                        condition.looksAtVelocity() ? condition.withDegraded(match) : condition)
                                .toList());
            case Group group ->
                new Group(group.kind(), withDegraded(group.elements(), (group.kind() == Group.Kind.NOT) != match));
        };
    }
}
