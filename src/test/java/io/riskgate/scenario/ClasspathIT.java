package io.riskgate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The libraries that are packaged, which those of a native image are, too. */
@Tag("jar")
class ClasspathIT {

    private static final Path LIBRARIES = Path.of("target/quarkus-app/lib/main");

    @Test
    void whatMakesClasses_isNotThere() throws IOException {
        assertThat(libraries())
                .anyMatch(name -> name.startsWith("org.drools.drools-wiring-static-"))
                .noneMatch(name -> name.contains("drools-wiring-dynamic")
                        || name.contains("drools-ecj")
                        || name.contains("drools-model-codegen")
                        || name.contains("drools-mvel-compiler")
                        || name.contains(".ecj-")
                        || name.contains("mvel2"));
    }

    @Test
    void javaParser_isTheOneThatDroolsIsBuiltAgainst() throws IOException {
        assertThat(libraries().stream().filter(name -> name.contains("javaparser")))
                .containsExactly("com.github.javaparser.javaparser-core-3.27.0.jar");
    }

    private static List<String> libraries() throws IOException {
        try (Stream<Path> files = Files.list(LIBRARIES)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
