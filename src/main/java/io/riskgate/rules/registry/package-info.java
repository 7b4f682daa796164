/**
 * Which ruleset is active in each scope and which are tried beside it, how a version moves from one mode to the next, and the
 * directory of rule files that is watched. The control plane: it shares no lock with decisions, which only read a reference.
 *
 * <p>Start with {@link io.riskgate.rules.registry.RulesetRegistry}. Thread-safe; what blocks says so.
 */
@NullMarked
package io.riskgate.rules.registry;

import org.jspecify.annotations.NullMarked;
