package io.riskgate.cli;

import picocli.CommandLine.Command;

/** Groups what can be done with the journal. */
@Command(name = "audit", description = "Checks the journal of decisions and changes.")
final class AuditCommand {}
