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
import io.riskgate.store.ModeChange;
import io.riskgate.store.RollbackLimits;
import io.riskgate.store.RulesetVersion;
import io.riskgate.store.RulesetVersion.Mode;
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
    record Activation(int version, @Nullable String reason) {}

    /** The body of a change of mode. */
    record ModeChangeBody(
            String mode,
            @Nullable Integer percent,
            @Nullable RollbackLimits rollback,
            @Nullable String reason) {}

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

    /**
     * A version with its mode of now.
     *
     * @param author who published it
     * @param changes of its mode since, oldest first
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Version(
            int version,
            boolean active,
            String mode,
            @Nullable Integer percent,
            @Nullable RollbackLimits rollback,
            String author,
            Instant publishedAt,
            @Nullable String reason,
            String source,
            String hash,
            int rules,
            List<Change> changes) {}

    /** A change of a version's mode. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Change(
            String mode,
            @Nullable Integer percent,
            @Nullable RollbackLimits rollback,
            String author,
            Instant at,
            @Nullable String reason) {

        static Change of(ModeChange change) {
            return new Change(
                    change.mode().word(),
                    change.percent(),
                    change.rollback(),
                    change.author(),
                    change.at(),
                    change.reason());
        }
    }

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
                published.mode().word(),
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
                Mode.ACTIVE.word(),
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

    /** @param changes of this version, oldest first */
    static Version version(RulesetVersion version, @Nullable Ruleset active, List<ModeChange> changes) {
        boolean isActive = active != null && active.version() == version.version();
        ModeChange last = changes.isEmpty() ? null : changes.getLast();
        Mode mode = version.now(isActive, last);
        ModeChange told = last != null && last.mode() == mode ? last : null;
        return new Version(
                version.version(),
                isActive,
                mode.word(),
                told == null ? null : told.percent(),
                told == null ? null : told.rollback(),
                version.author(),
                version.publishedAt(),
                version.reason(),
                lowerCase(version.source()),
                version.hash(),
                version.rules(),
                changes.stream().map(Change::of).toList());
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
