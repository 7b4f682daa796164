/**
 * The same rules in other rule languages: {@code riskgate bench --engines}. A ruleset is data here
 * ({@link io.riskgate.benchmark.languages.NeutralRule}), which each language gets a small translator of, such as
 * {@link io.riskgate.benchmark.languages.Drl}; engines that do not run on the JVM translate what
 * {@link io.riskgate.benchmark.languages.NodeExport} writes.
 *
 * <p>Start with {@link io.riskgate.benchmark.languages.LanguageBenchmark}. Rules and translators are immutable, what
 * evaluates is for one thread.
 */
@NullMarked
package io.riskgate.benchmark.languages;

import org.jspecify.annotations.NullMarked;
