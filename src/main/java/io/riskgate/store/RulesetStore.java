package io.riskgate.store;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Texts and history of all rulesets, and which version of each scope is active. Blocks; not for an event loop or a
 * shard. Thread-safe.
 *
 * <p>Every method throws {@link java.io.UncheckedIOException} if the medium fails. What a method did is durable when it
 * returns.
 */
public interface RulesetStore {

    /** The scopes that have at least one version. */
    Set<String> scopes();

    /** The last version that came from files, of each scope that ever had one that is not forgotten. */
    Map<String, RulesetVersion> lastFromFiles();

    /** Oldest first; empty for an unknown scope. */
    List<RulesetVersion> history(String scope);

    /** The text of a version, or {@code null} if the scope has no such version. */
    @Nullable
    String text(String scope, int version);

    /**
     * Adds the next version. Does not activate it.
     *
     * @return {@code false}, and nothing was added, if {@code version.version()} is not the number after the last, as when
     *     another node was faster
     */
    boolean append(String scope, RulesetVersion version, String text);

    /** Makes a version that exists the active one. */
    void activate(String scope, int version);

    /**
     * What was changed of the modes of the scope's versions, oldest first; the oldest changes are forgotten. Empty for an unknown
     * scope.
     */
    List<ModeChange> changes(String scope);

    /**
     * Keeps a change of a version that exists, and makes the version the active one if that is the change.
     *
     * @return {@code false}, and nothing was changed, if as many others are shadows, or canaries, as {@link
     *     RulesetVersion.Mode#versionsMax} allows, as when another node was faster
     */
    boolean change(String scope, ModeChange change);

    /** The active version, or empty if none was ever activated. */
    OptionalInt active(String scope);
}
