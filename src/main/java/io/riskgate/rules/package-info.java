/**
 * The rule language and the rulesets written in it: what a rule may say, how a text becomes a {@link
 * io.riskgate.rules.Ruleset}, which ruleset is active for a scope, and how it is swapped under traffic.
 *
 * <p>Start with {@link io.riskgate.rules.Ruleset}. The compiler itself is behind {@link
 * io.riskgate.rules.RulesetCompiler}, in {@code rules.compile}, the only package that knows Drools. Values are
 * immutable; a {@link io.riskgate.rules.RuleSession} belongs to one thread.
 */
@NullMarked
package io.riskgate.rules;

import org.jspecify.annotations.NullMarked;
