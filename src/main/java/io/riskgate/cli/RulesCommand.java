package io.riskgate.cli;

import picocli.CommandLine.Command;

/** Groups what can be done with rules. */
@Command(name = "rules", description = "Checks, tests and backtests rules, as the engine would take them.")
final class RulesCommand {}
