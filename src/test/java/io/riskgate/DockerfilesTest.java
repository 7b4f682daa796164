package io.riskgate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be said of the container images without building them. */
class DockerfilesTest {

    private static final Path NATIVE = Path.of("Dockerfile.native");
    private static final Path JVM = Path.of("src/main/docker/Dockerfile.jvm");
    private static final Path HEALTHY = Path.of("src/main/docker/healthy");

    private static final Pattern PINNED = Pattern.compile("[a-z0-9.-]+\\.[a-z]+/\\S+:(?!latest)\\S+");
    private static final Pattern FROM_STAGE = Pattern.compile("--from=(\\S+)");
    private static final Pattern OPTION = Pattern.compile("\\| `(riskgate\\.[a-z.-]+)`");
    private static final Pattern ENVIRONMENT = Pattern.compile("((?:RISKGATE|QUARKUS)_[A-Z_]+)=");

    static Stream<Path> files() {
        return Stream.of(NATIVE, JVM);
    }

    @ParameterizedTest
    @MethodSource("files")
    void images_arePinned(Path file) throws IOException {
        assertThat(Dockerfile.read(file).stages()).hasSizeGreaterThan(1).allSatisfy(stage -> assertThat(stage.image())
                .matches(PINNED));
    }

    @ParameterizedTest
    @MethodSource("files")
    void stages_areThereBeforeTheyAreCopiedFrom(Path file) throws IOException {
        Set<String> before = new HashSet<>();
        Set<String> copiedFrom = new HashSet<>();
        for (Dockerfile.Stage stage : Dockerfile.read(file).stages()) {
            for (String copy : stage.all("COPY")) {
                Matcher from = FROM_STAGE.matcher(copy);
                if (from.find()) {
                    assertThat(before).contains(from.group(1));
                    copiedFrom.add(from.group(1));
                }
            }
            before.add(stage.name());
        }
        before.remove("");
        assertThat(copiedFrom).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatIsCopied_isInTheCheckoutAndNotIgnored(Path file) throws IOException {
        List<Path> sent = Files.readAllLines(Path.of(".dockerignore")).stream()
                .filter(line -> line.startsWith("!"))
                .map(line -> Path.of(line.substring(1)))
                .toList();
        assertThat(sent).isNotEmpty().allSatisfy(path -> assertThat(path).exists());
        assertThat(Dockerfile.read(file).copied().map(Path::of).toList())
                .isNotEmpty()
                .allSatisfy(path -> {
                    assertThat(path).exists();
                    assertThat(sent).anySatisfy(root -> assertThat(path).startsWithRaw(root));
                });
    }

    @ParameterizedTest
    @MethodSource("files")
    void engine_runsAsNobodyOnOneVolume(Path file) throws IOException {
        Dockerfile.Stage image = Dockerfile.read(file).last();

        assertThat(image.all("USER")).containsExactly("1001:0");
        assertThat(image.all("VOLUME")).containsExactly("/var/lib/riskgate");
        assertThat(image.all("ENV").getFirst()).contains("RISKGATE_DATA_DIR=/var/lib/riskgate");
        assertThat(image.all("STOPSIGNAL")).containsExactly("SIGTERM");
        assertThat(image.all("EXPOSE")).containsExactly("8080");
        assertThat(image.all("HEALTHCHECK")).singleElement().asString().endsWith("CMD [\"/opt/riskgate/healthy\"]");
        assertThat(image.all("LABEL")).singleElement().asString().contains("org.opencontainers.image.version=");
        assertThat(image.all("COPY")).anyMatch(copy -> copy.contains("riskgate.cdx.json"));
        // Without a shell around it, so that it is the engine that gets the signal.
        assertThat(image.all("ENTRYPOINT")).singleElement().asString().startsWith("[\"/opt/riskgate/riskgate\"");
    }

    @ParameterizedTest
    @MethodSource("files")
    void options_areKnown(Path file) throws IOException {
        Set<String> known = knownOptions();

        assertThat(ENVIRONMENT.matcher(Files.readString(file)).results().map(result -> result.group(1)))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(known).contains(name));
    }

    @Test
    void builder_isOfTheQuarkusThatIsUsed() throws IOException {
        String version = Files.readString(Path.of("pom.xml"))
                .replaceFirst("(?s).*<quarkus.version>(.*?)</quarkus.version>.*", "$1");
        assertThat(Files.readString(NATIVE)).contains("The builder that Quarkus " + version + " uses by default");
    }

    @Test
    void nativeHeap_isBounded() throws IOException {
        assertThat(Dockerfile.read(NATIVE).last().all("ENTRYPOINT").getFirst())
                .contains("\"-Xms")
                .contains("\"-Xmx")
                .contains("\"-Xmn");
    }

    @Test
    void healthy_saysWhetherTheEngineIsReady() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        int port = server.getAddress().getPort();
        int[] status = {200};
        server.createContext("/q/health/ready", exchange -> {
            exchange.sendResponseHeaders(status[0], -1);
            exchange.close();
        });
        server.start();
        try {
            assertThat(healthy(port)).isZero();
            status[0] = 503;
            assertThat(healthy(port)).isEqualTo(1);
        } finally {
            server.stop(0);
        }
        assertThat(healthy(port)).isEqualTo(1);
    }

    private static int healthy(int port) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(HEALTHY.toAbsolutePath().toString()).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        Process process = builder.start();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** The options of README.md and of application.properties, as names of the environment. */
    private static Set<String> knownOptions() throws IOException {
        Set<String> names = new HashSet<>();
        OPTION.matcher(Files.readString(Path.of("README.md")))
                .results()
                .forEach(option -> names.add(environment(option.group(1))));
        Properties properties = new Properties();
        try (var in = Files.newInputStream(Path.of("src/main/resources/application.properties"))) {
            properties.load(in);
        }
        properties.stringPropertyNames().forEach(name -> names.add(environment(name)));
        return names;
    }

    private static String environment(String option) {
        return option.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
