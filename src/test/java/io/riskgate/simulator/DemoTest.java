package io.riskgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.terminal.Style;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-05-20T15:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path directory;

    /** Its own, since demonstrations of other processes use the system's. */
    @TempDir
    Path temporary;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @AfterEach
    void forgetProperties() {
        System.clearProperty("riskgate.jar");
        System.clearProperty("riskgate.rules");
    }

    @Test
    void day_is_played_on_a_running_engine_and_reported() throws Exception {
        try (FakeEngine engine = new FakeEngine(0, checkout -> FakeEngine.verdict("REVIEW", "blocked_card"))) {
            int exitCode = demo("--url", engine.url().toString());

            assertThat(exitCode).isZero();
            assertThat(engine.checkouts).hasSizeGreaterThan(DayPlan.CHECKOUTS_MIN);
            assertThat(engine.lists)
                    .containsKeys("/v1/lists/platform/blocked_cards/entries", "/v1/lists/demo/vip_customers/entries");
            assertThat(engine.lists
                            .get("/v1/lists/platform/blocked_cards/entries")
                            .path("entries")
                            .path(0)
                            .path("value")
                            .asText())
                    .startsWith("fp-");
        }
        assertThat(text(out))
                .contains("100 %", "P99.9", "high_amount_young_account", "100.0 %", "missed")
                .doesNotContain("\u001b");
        assertThat(text(out).lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void errors_of_the_engine_are_said_and_exit_with_1() throws Exception {
        try (FakeEngine engine = new FakeEngine(0, checkout -> "500 broken")) {
            assertThat(demo("--url", engine.url().toString())).isEqualTo(1);
        }
        assertThat(text(err)).contains("checkouts with errors. The first: status 500: 500 broken");
    }

    @Test
    void engine_that_is_not_there_exits_with_1() throws Exception {
        assertThat(demo("--url", "http://127.0.0.1:1")).isEqualTo(1);
        assertThat(text(err)).isNotBlank();
    }

    @Test
    void own_engine_is_started_and_leaves_nothing_behind() throws Exception {
        System.setProperty("riskgate.jar", jarOf(FakeEngine.class).toString());
        System.setProperty("riskgate.rules", directory.toString());
        long childrenBefore = ProcessHandle.current().children().count();

        assertThat(demo()).as(text(err)).isZero();

        assertThat(text(out)).contains("Engine ready after", "honest");
        assertThat(ProcessHandle.current().children().count()).isEqualTo(childrenBefore);
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void engine_that_does_not_start_is_said_with_the_end_of_its_log() throws Exception {
        System.setProperty(
                "riskgate.jar",
                Files.writeString(directory.resolve("broken.jar"), "no jar").toString());
        System.setProperty("riskgate.rules", directory.toString());

        assertThat(demo()).isEqualTo(1);

        assertThat(text(err)).contains("before it was ready", "corrupt jarfile");
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void missing_engine_is_said() throws Exception {
        assertThat(demo()).isEqualTo(1);
        assertThat(text(err)).contains("./riskgate demo");
    }

    private int demo(String... arguments) throws InterruptedException {
        List<String> all = Stream.concat(
                        Stream.of(arguments), Stream.of("--checkouts", "" + DayPlan.CHECKOUTS_MIN, "--rate", "0"))
                .toList();
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                new Style(false));
        return new Demo(DemoArguments.parse(all.toArray(String[]::new)), terminal, CLOCK, temporary).run();
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** A jar with nothing in it but the name of the class to run, which is found where the tests are. */
    private Path jarOf(Class<?> main) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, main.getName());
        attributes.put(
                Attributes.Name.CLASS_PATH,
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toUri().toString())
                        .collect(Collectors.joining(" ")));
        Path jar = directory.resolve("engine.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }
}
