package io.riskgate.loadtest.baseline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
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
import org.kie.api.builder.ReleaseId;
import org.kie.api.conf.KieBaseMutabilityOption;

/**
 * Compiles directories of rules by stock Drools: one is {@link #PLATFORM}, the others are called as the merchants. What
 * Riskgate's rules need not say, stock Drools is told. Stateless; blocks.
 */
final class RuleFiles {

    static final String PLATFORM = "platform";

    private static final String GROUP = "io.riskgate.loadtest";
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
     * A {@link KieBase} for each directory: the platform's of its own rules, a merchant's of the platform's and its own, so
     * that one session decides a checkout. On all processors, since a hundred merchants take a while.
     *
     * @throws java.util.concurrent.CompletionException with Drools' messages if one does not compile
     */
    static Map<String, KieBase> compile(Path directory) {
        List<Path> platform = in(directory.resolve(PLATFORM), RuleFiles::isRules);
        Map<String, CompletableFuture<KieBase>> compiling = new TreeMap<>();
        // Threads that are made here find the classes of the rules as this one does; those of the common pool do not.
        try (ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            for (Path scope : in(directory, Files::isDirectory)) {
                String name = scope.getFileName().toString();
                List<Path> own = name.equals(PLATFORM) ? List.of() : in(scope, RuleFiles::isRules);
                List<Path> files =
                        Stream.concat(platform.stream(), own.stream()).toList();
                compiling.put(name, CompletableFuture.supplyAsync(() -> compile(name, files), threads));
            }
        }
        Map<String, KieBase> compiled = new TreeMap<>();
        compiling.forEach((name, done) -> compiled.put(name, done.join()));
        return compiled;
    }

    private static KieBase compile(String name, List<Path> rules) {
        KieServices services = KieServices.get();
        // Modules of one name would replace each other.
        ReleaseId id = services.newReleaseId(GROUP, name, "1");
        KieFileSystem files = services.newKieFileSystem().generateAndWritePomXML(id);
        rules.forEach(file -> add(file, files));
        KieBuilder builder = services.newKieBuilder(files).buildAll(ExecutableModelProject.class);
        if (builder.getResults().hasMessages(Message.Level.ERROR)) {
            throw new IllegalArgumentException(
                    builder.getResults().getMessages().toString());
        }
        KieBaseConfiguration configuration = services.newKieBaseConfiguration();
        configuration.setOption(KieBaseMutabilityOption.DISABLED);
        return services.newKieContainer(id).newKieBase(configuration);
    }

    private static boolean isRules(Path file) {
        return file.toString().endsWith(".drl");
    }

    private static List<Path> in(Path directory, Predicate<Path> wanted) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(wanted).sorted().toList();
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
