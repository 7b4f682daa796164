package io.riskgate.loadtest.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Directories of rules as the engine watches them: one for the platform, one for each merchant. Stateless. */
public final class RuleFiles {

    /** What the rules look up; no simulated checkout has them, as most checkouts have nothing that is on a list. */
    public static final List<String> BLOCKED_CARDS = List.of("fp-blocked-1", "fp-blocked-2", "fp-blocked-3");

    public static final List<String> VIP_CUSTOMERS = List.of("c-vip-1", "c-vip-2", "c-vip-3");

    private RuleFiles() {}

    /**
     * Puts the platform's rules and one text for each merchant into a new directory.
     *
     * @param source has {@code platform/*.drl} and {@code merchant.drl}
     */
    public static Path of(Path source, List<String> merchants, Path work) throws IOException {
        Path rules = platform(source, work);
        String text = merchant(source);
        for (String merchant : merchants) {
            Path scope = Files.createDirectories(rules.resolve(merchant));
            Files.writeString(scope.resolve("merchant.drl"), text);
        }
        return rules;
    }

    /** The same without rules of merchants. */
    public static Path platform(Path source, Path work) throws IOException {
        Path rules = Files.createTempDirectory(work, "rules");
        Path platform = Files.createDirectories(rules.resolve("platform"));
        try (Stream<Path> files = Files.list(source.resolve("platform"))) {
            for (Path file : files.toList()) {
                Files.copy(file, platform.resolve(file.getFileName().toString()));
            }
        }
        return rules;
    }

    /** The text that every merchant has. */
    public static String merchant(Path source) throws IOException {
        return Files.readString(source.resolve("merchant.drl"));
    }

    /** So many platform rules of one kind, that ask for four velocity features and of which few fire. */
    public static Path generated(int count, Path work) throws IOException {
        Path rules = Files.createTempDirectory(work, "rules");
        Path platform = Files.createDirectories(rules.resolve("platform"));
        Files.writeString(platform.resolve("generated.drl"), GeneratedRules.text(count));
        return rules;
    }
}
