/**
 * What was measured, as people read it: lines on the terminal, Markdown for the documentation, and a page with plots. Start
 * with {@link io.riskgate.loadtest.report.ScenarioReport}. All values are immutable.
 */
@NullMarked
package io.riskgate.loadtest.report;

import org.jspecify.annotations.NullMarked;
