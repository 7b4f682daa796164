package io.riskgate.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.riskgate.rules.Compilation;
import io.riskgate.rules.CompiledRules;
import io.riskgate.rules.Problem;
import io.riskgate.rules.RuleDescription;
import io.riskgate.rules.Ruleset;
import io.riskgate.rules.RulesetCost;
import io.riskgate.rules.registry.FailedPublication;
import io.riskgate.rules.registry.Publication;
import io.riskgate.store.RulesetVersion;
import io.riskgate.velocity.Feature;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON that {@link RulesetResource} speaks. */
final class RulesetAnswers {

    private RulesetAnswers() {}

    /** The body of a rollback. */
    record Activation(int version) {}

    /** @param features as rules write them */
    record Checked(
            int rules,
            List<String> features,
            List<String> lists,
            List<String> limits,
            RulesetCost cost,
            List<Problem> warnings) {}

    record Uploaded(
            String scope,
            int version,
            int rules,
            String mode,
            String hash,
            List<String> features,
            List<String> lists,
            List<String> limits,
            RulesetCost cost,
            List<Problem> warnings,
            double compileMillis) {}

    /** Which version a node serves. */
    record Node(String node, int version) {}

    /** @param nodes {@code null} where no others share the rulesets */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Description(
            String scope,
            int version,
            String mode,
            String hash,
            Instant publishedAt,
            String author,
            String source,
            List<RuleDescription> rules,
            List<String> features,
            List<String> lists,
            List<String> limits,
            @Nullable List<Node> nodes,
            @Nullable FailedPublication lastFailure) {}

    record Version(
            int version,
            boolean active,
            String mode,
            String author,
            Instant publishedAt,
            String source,
            String hash,
            int rules) {}

    static Checked checked(Compilation.Accepted accepted) {
        CompiledRules rules = accepted.rules();
        return new Checked(
                rules.rules().size(), features(rules), lists(rules), limits(rules), rules.cost(), accepted.warnings());
    }

    static Uploaded uploaded(Publication.Published published) {
        CompiledRules rules = published.ruleset().compiled();
        return new Uploaded(
                published.ruleset().scope(),
                published.ruleset().version(),
                rules.rules().size(),
                lowerCase(published.version().mode()),
                published.ruleset().hash(),
                features(rules),
                lists(rules),
                limits(rules),
                rules.cost(),
                published.warnings(),
                published.compileMicros() / 1e3);
    }

    static Description description(
            Ruleset active,
            RulesetVersion version,
            @Nullable Map<String, Integer> nodes,
            @Nullable FailedPublication failure) {
        return new Description(
                active.scope(),
                active.version(),
                lowerCase(version.mode()),
                active.hash(),
                version.publishedAt(),
                version.author(),
                lowerCase(version.source()),
                active.compiled().rules(),
                features(active.compiled()),
                lists(active.compiled()),
                limits(active.compiled()),
                nodes == null
                        ? null
                        : nodes.entrySet().stream()
                                .map(node -> new Node(node.getKey(), node.getValue()))
                                .toList(),
                failure);
    }

    static Version version(RulesetVersion version, @Nullable Ruleset active) {
        return new Version(
                version.version(),
                active != null && active.version() == version.version(),
                lowerCase(version.mode()),
                version.author(),
                version.publishedAt(),
                lowerCase(version.source()),
                version.hash(),
                version.rules());
    }

    private static List<String> features(CompiledRules rules) {
        return rules.features().stream().map(Feature::text).toList();
    }

    private static List<String> lists(CompiledRules rules) {
        return rules.lists().stream().sorted().toList();
    }

    private static List<String> limits(CompiledRules rules) {
        return rules.limits().stream().sorted().toList();
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
