package io.riskgate.loadtest.baseline;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The load test's rules in a directory, with the merchant's for some merchants. */
public final class MerchantsRules implements QuarkusTestResourceLifecycleManager {

    private static final Path SOURCE = Path.of("../rules");
    private static final List<String> MERCHANTS =
            List.of("plain", "burst", "lists", "points", "vips", "gold", "gifts", "mail");

    @Override
    public Map<String, String> start() {
        try {
            Path rules = Files.createTempDirectory(Path.of("target"), "rules");
            Path platform = Files.createDirectory(rules.resolve("platform"));
            try (Stream<Path> files = Files.list(SOURCE.resolve("platform"))) {
                for (Path file : files.toList()) {
                    Files.copy(file, platform.resolve(file.getFileName()));
                }
            }
            for (String merchant : MERCHANTS) {
                Path own = Files.createDirectory(rules.resolve(merchant));
                Files.copy(SOURCE.resolve("merchant.drl"), own.resolve("merchant.drl"));
            }
            return Map.of("baseline.rules", rules.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {}
}
