package io.riskgate.start;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OptionNamesTest {

    private static final Path CLASSES = Path.of("target/classes");

    @Test
    void list_isThatOfTheClassesOfConfiguration() throws Exception {
        List<String> declared = mappings().stream()
                .flatMap(mapping -> ConfigMappings.getProperties(ConfigClass.configClass(mapping)).keySet().stream())
                // A list's entries, each by itself.
                .filter(name -> !name.endsWith("[*]"))
                .distinct()
                .sorted()
                .toList();

        assertThat(declared).hasSizeGreaterThan(50);
        assertThat(OptionNames.ALL).containsExactlyElementsOf(declared);
    }

    /** The annotation's name is in a class file that has it, so only those have to be loaded. */
    private static List<Class<?>> mappings() throws IOException, ClassNotFoundException {
        String annotation = ConfigMapping.class.getName().replace('.', '/');
        List<Class<?>> mappings = new ArrayList<>();
        try (Stream<Path> files = Files.walk(CLASSES.resolve("io/riskgate"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                if (new String(Files.readAllBytes(file), ISO_8859_1).contains(annotation)) {
                    String name = CLASSES.relativize(file).toString();
                    mappings.add(Class.forName(
                            name.substring(0, name.length() - ".class".length()).replace('/', '.')));
                }
            }
        }
        mappings.removeIf(type -> !type.isAnnotationPresent(ConfigMapping.class));
        return mappings;
    }

    @Test
    void hint_isASentence() {
        assertThat(OptionNames.hint("riskgate.budgett")).isEqualTo(" Did you mean riskgate.budget?");
        assertThat(OptionNames.hint("riskgate.something-else-altogether")).isEmpty();
    }

    @Test
    void variable_isAsTheEnvironmentHasIt() {
        assertThat(OptionNames.variable("riskgate.redis.breaker.failure-ratio"))
                .isEqualTo("RISKGATE_REDIS_BREAKER_FAILURE_RATIO");
    }
}
