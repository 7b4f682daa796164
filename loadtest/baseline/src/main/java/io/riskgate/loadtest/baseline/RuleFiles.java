package io.riskgate.loadtest.baseline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieBase;
import org.kie.api.KieBaseConfiguration;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.conf.KieBaseMutabilityOption;

/** Compiles the files of rules by stock Drools. What Riskgate's rules need not say, stock Drools is told. */
final class RuleFiles {

    private static final Pattern PACKAGE = Pattern.compile("(?m)^package\\s+([\\w.]+)");

    private static final String HEADER =
            "; import %s; import %s; global %s velocity; global %s lists; global %s decision;"
                    .formatted(
                            Checkout.class.getName(),
                            Item.class.getName(),
                            VelocityFunctions.class.getName(),
                            ListFunctions.class.getName(),
                            DecisionFunctions.class.getName());

    private RuleFiles() {}

    /**
     * One {@link KieBase} of all files of the directory and below.
     *
     * @throws IllegalArgumentException with Drools' messages if they do not compile
     */
    static KieBase compile(Path directory) {
        KieServices services = KieServices.get();
        KieFileSystem files = services.newKieFileSystem();
        in(directory).forEach(file -> add(file, files));
        KieBuilder builder = services.newKieBuilder(files).buildAll(ExecutableModelProject.class);
        if (builder.getResults().hasMessages(Message.Level.ERROR)) {
            throw new IllegalArgumentException(
                    builder.getResults().getMessages().toString());
        }
        KieBaseConfiguration configuration = services.newKieBaseConfiguration();
        configuration.setOption(KieBaseMutabilityOption.DISABLED);
        return services.newKieContainer(builder.getKieModule().getReleaseId()).newKieBase(configuration);
    }

    private static List<Path> in(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".drl"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts it where stock Drools expects a file of its package. */
    private static void add(Path file, KieFileSystem files) {
        String text = read(file);
        Matcher statement = PACKAGE.matcher(text);
        if (!statement.find()) {
            throw new IllegalArgumentException(file + " has no package");
        }
        files.write(
                "src/main/resources/" + statement.group(1).replace('.', '/') + "/" + file.getFileName(),
                text.substring(0, statement.end()) + HEADER + text.substring(statement.end()));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
