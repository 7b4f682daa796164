/**
 * The compiler of the rule language: DRL text, read with Drools' own parsers, checked against the schema, turned into
 * closures, whose structure becomes Drools' executable model. No class is generated, so nothing that is not in the language
 * can run, and a rule can be compiled inside a native image. The only package that imports Drools.
 *
 * <p>Start with {@link io.riskgate.rules.compile.DrlCompiler}; a text passes through {@code Admission}, {@code
 * PackageReader}, {@code RuleReader}, {@code ConditionReader}, {@code ExpressionReader} and {@code ConsequenceReader}
 * into a {@code ParsedRule}. {@code Numbering} parts the rules into a {@code Structure}, of which {@code ModelBuilder} makes
 * Drools a {@code Network} that all sets of that structure share, and a {@code RuleCode}, which is the set's own. The compiler
 * and networks are thread-safe; its readers live for one text; a session belongs to one thread.
 */
@NullMarked
package io.riskgate.rules.compile;

import org.jspecify.annotations.NullMarked;
