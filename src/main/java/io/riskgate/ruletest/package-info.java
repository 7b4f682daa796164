/**
 * Tests of rules as data: {@code rules/<scope>/<name>_test.yaml} beside {@code <name>.drl}. What such a file may say is
 * described in {@code src/docs/rules.md}.
 *
 * <p>Start with {@link io.riskgate.ruletest.RuleTestRunner}, which runs the tests of one file on the engine's own parts. A
 * file is read by {@code YamlReader} into nodes that know their place, and those by {@code RuleTestReader} and the forms
 * beside it, which collect every mistake instead of stopping at the first. The runner and what it returns are
 * thread-safe; readers are for one file.
 */
@NullMarked
package io.riskgate.ruletest;

import org.jspecify.annotations.NullMarked;
