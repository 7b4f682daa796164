/**
 * What one would write instead of Riskgate in a day, to measure Riskgate against. Start with {@link
 * io.riskgate.loadtest.baseline.DecisionResource}.
 *
 * <p>The facts, and the interfaces of the rules' globals, are public because the classes that Drools makes of the rules
 * are of other packages.
 */
package io.riskgate.loadtest.baseline;
