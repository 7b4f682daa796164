package io.riskgate.cli;

import io.riskgate.rules.RulesetCompiler;
import io.riskgate.rules.compile.DrlCompiler;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * The program behind {@code ./riskgate}: puts its commands together from the engine's parts and runs the one that is
 * asked for. There is no container here, so that it starts at once.
 */
@Command(name = "riskgate", description = "Real-time risk control for checkout: what is done from the command line.")
public final class RiskgateCommand {

    private RiskgateCommand() {}

    public static void main(String... arguments) {
        // Drools' logging would look for the engine's, which is not running, and complain.
        System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
        System.setProperty("slf4j.internal.verbosity", "WARN");
        System.setProperty("org.jboss.logging.provider", "jdk");
        ConfigProviderResolver.setInstance(new NoConfiguration());
        System.exit(run(Terminal.standard(), arguments));
    }

    /** Runs one command and returns its exit code. */
    static int run(Terminal terminal, String... arguments) {
        int exitCode = commands(new DrlCompiler(), terminal).execute(arguments);
        terminal.out().flush();
        return exitCode;
    }

    private static CommandLine commands(RulesetCompiler compiler, Terminal terminal) {
        CommandLine rules = new CommandLine(new RulesCommand())
                .addSubcommand(new CheckCommand(compiler, terminal))
                .addSubcommand(new TestCommand(compiler, terminal))
                .addSubcommand(new BacktestCommand(terminal, System.getenv("RISKGATE_KEY")));
        CommandLine riskgate = new CommandLine(new RiskgateCommand())
                .addSubcommand(rules)
                .addSubcommand(new CommandLine(new AuditCommand()).addSubcommand(new VerifyCommand(terminal)))
                .addSubcommand(new ReplayCommand(compiler, terminal, System.getenv("RISKGATE_KEY")))
                .addSubcommand(new ExplainCommand(terminal, System.getenv("RISKGATE_KEY")))
                .addSubcommand(new DoctorCommand(terminal, System.getenv("RISKGATE_KEY")));
        addHelp(riskgate);
        return riskgate.setExpandAtFiles(false)
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(terminal.style().coloured() ? Ansi.ON : Ansi.OFF))
                .setParameterExceptionHandler((wrong, given) -> refuse(wrong, terminal))
                .setExecutionExceptionHandler((failed, command, parsed) -> {
                    if (failed instanceof WrongUsage wrong) {
                        return refuse(new ParameterException(command, String.valueOf(wrong.getMessage())), terminal);
                    }
                    throw failed;
                });
    }

    private static void addHelp(CommandLine command) {
        command.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help.")
                        .build());
        command.getSubcommands().values().forEach(RiskgateCommand::addHelp);
    }

    private static int refuse(ParameterException wrong, Terminal terminal) {
        String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
        terminal.err().println(terminal.style().bad("riskgate: ") + wrong.getMessage());
        terminal.err().println("See ./" + command + " --help");
        return CommandLine.ExitCode.USAGE;
    }
}
