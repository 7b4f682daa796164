package io.riskgate;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaStaticInitializer;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.HttpMethod;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What a native image asks of the code, as far as it can be checked without building one: that all that is reached by name is listed
 * in the committed metadata, and that static fields hold nothing of the machine that builds it, since Quarkus has them filled there.
 */
class NativeImageTest {

    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Path METADATA =
            RESOURCES.resolve("META-INF/native-image/io.riskgate/riskgate/reachability-metadata.json");

    /** Without what it uses, which is asked for by name only. The command line is the jars', and not in a native image. */
    private static final JavaClasses ENGINE = ArchConfiguration.withThreadLocalScope(configuration -> {
        configuration.setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.riskgate")
                .that(DescribedPredicate.not(resideInAnyPackage(
                        "io.riskgate.cli..",
                        "io.riskgate.ruletest..",
                        "io.riskgate.simulator..",
                        "io.riskgate.terminal..")));
    });

    /** Named for its logger alone. */
    private static final String SYNC_FILE = "io.riskgate.store.redis.SyncFile";

    @Test
    void everyEntry_isThereAndSaysWhy() throws Exception {
        JsonNode metadata = new ObjectMapper().readTree(METADATA.toFile());

        assertThat(metadata.path("reflection")).isNotEmpty().allSatisfy(entry -> {
            assertThat(entry.path("reason").asText()).as(entry.toString()).isNotBlank();
            Class<?> type = load(entry.path("type").asText());
            for (JsonNode method : entry.path("methods")) {
                assertThat(method.path("name").asText()).isEqualTo("<init>");
                assertThat(method.path("parameterTypes")).isEmpty();
                assertThat(type.getDeclaredConstructor()).isNotNull();
            }
        });
        assertThat(metadata.path("resources")).isNotEmpty().allSatisfy(entry -> {
            assertThat(entry.path("reason").asText()).as(entry.toString()).isNotBlank();
            String glob = entry.path("glob").asText();
            assertThat(ofEngine(glob) || NativeImageTest.class.getResource("/" + glob) != null)
                    .as(glob)
                    .isTrue();
        });
    }

    @Test
    void whatListedTypesHold_isListed() throws Exception {
        Set<String> listed = listed();
        Set<Class<?>> held = new HashSet<>();
        for (String type : listed) {
            addHeld(load(type), held);
        }

        assertThat(names(held)).isNotEmpty().isSubsetOf(listed);
    }

    /** Their class is named where Jackson is asked. */
    @Test
    void recordsThatJacksonReadsOrWrites_areListed() throws Exception {
        Set<String> asked = ENGINE.stream()
                .filter(NativeImageTest::asksJackson)
                .flatMap(type -> type.getReferencedClassObjects().stream())
                .map(reference -> reference.getValue())
                .filter(JavaClass::isRecord)
                .map(JavaClass::getName)
                .filter(name -> name.startsWith("io.riskgate.") && !name.equals(SYNC_FILE))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(asked).hasSizeGreaterThan(5).isSubsetOf(listed());
    }

    /** Quarkus sees by itself what a method of a resource says that it returns, but not what is in a Response. */
    @Test
    void answers_areListedOrReturnedAsWhatTheyAre() throws Exception {
        Set<Class<?>> returned = new HashSet<>();
        for (JavaClass resource : inApi("Resource")) {
            for (Method method : resource.reflect().getDeclaredMethods()) {
                if (isOfHttp(method)) {
                    collect(method.getGenericReturnType(), returned);
                }
            }
        }
        Set<String> answers = Stream.of("Resource", "Answer", "Answers", "ProblemDetails")
                .flatMap(suffix -> inApi(suffix).stream())
                .flatMap(type -> Stream.concat(Stream.of(type), nested(type)))
                .filter(type -> type.isRecord() && !type.getModifiers().contains(JavaModifier.PRIVATE))
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        answers.removeAll(names(returned));

        assertThat(answers).hasSizeGreaterThan(10).isSubsetOf(listed());
    }

    @Test
    void staticFields_areOfNoMachine() {
        List<String> read = new ArrayList<>();
        for (JavaClass type : ENGINE) {
            Optional<JavaStaticInitializer> initializer = type.getStaticInitializer();
            for (JavaAccess<?> access :
                    initializer.map(JavaStaticInitializer::getAccessesFromSelf).orElse(Set.of())) {
                if (!access.isDeclaredInLambda() && ofTheMachine(access)) {
                    read.add(type.getName() + " uses " + access.getTarget().getFullName());
                }
            }
        }
        assertThat(read).isEmpty();
        assertThat(ENGINE.stream()
                        .filter(type -> type.getStaticInitializer().isPresent())
                        .count())
                .isGreaterThan(100);
    }

    /** What differs from process to process, and what must not be started while an image is built. */
    private static boolean ofTheMachine(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getName();
        return Set.of(
                                "java.lang.Runtime",
                                "java.lang.ProcessHandle",
                                "java.lang.Thread",
                                "java.net.InetAddress",
                                "java.security.SecureRandom",
                                "java.util.Random",
                                "java.util.SplittableRandom",
                                "java.util.UUID",
                                "java.util.concurrent.Executors",
                                "java.util.concurrent.ThreadLocalRandom",
                                "java.time.Clock",
                                "java.time.ZoneId")
                        .contains(owner)
                || owner.startsWith("io.netty.")
                || owner.startsWith("io.vertx.core.buffer.")
                || owner.startsWith("org.apache.kafka.")
                || owner.equals("java.lang.System") && !name.equals("arraycopy")
                || name.equals("now") && owner.startsWith("java.time.")
                || owner.equals("java.nio.file.Files");
    }

    private static boolean asksJackson(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream()
                .map(dependency -> dependency.getTargetClass().getName())
                .anyMatch(name -> name.matches(
                        "com\\.fasterxml\\.jackson\\.databind\\.(Object(Mapper|Reader|Writer)|json\\.JsonMapper)"));
    }

    private static boolean isOfHttp(Method method) {
        return Stream.of(method.getAnnotations())
                .anyMatch(annotation -> annotation.annotationType().isAnnotationPresent(HttpMethod.class));
    }

    private static List<JavaClass> inApi(String suffix) {
        return ENGINE.stream()
                .filter(type -> type.getPackageName().equals("io.riskgate.api") && type.isTopLevelClass())
                .filter(type -> type.getSimpleName().endsWith(suffix))
                .toList();
    }

    private static Stream<JavaClass> nested(JavaClass outer) {
        return ENGINE.stream().filter(type -> type.getName().startsWith(outer.getName() + "$"));
    }

    private static boolean ofEngine(String glob) throws IOException {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + RESOURCES.resolve(glob));
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            return files.anyMatch(matcher::matches);
        }
    }

    private static Set<String> listed() throws IOException {
        Set<String> names = new TreeSet<>();
        new ObjectMapper()
                .readTree(METADATA.toFile())
                .path("reflection")
                .forEach(entry -> names.add(entry.path("type").asText()));
        return names;
    }

    /** Riskgate's records and enums in the type, and what those hold. */
    private static void collect(Type type, Set<Class<?>> into) {
        switch (type) {
            case Class<?> plain when plain.isArray() -> collect(plain.componentType(), into);
            case Class<?> plain -> {
                if (plain.getName().startsWith("io.riskgate.")
                        && (plain.isRecord() || plain.isEnum())
                        && into.add(plain)) {
                    addHeld(plain, into);
                }
            }
            case ParameterizedType generic -> {
                collect(generic.getRawType(), into);
                Stream.of(generic.getActualTypeArguments()).forEach(argument -> collect(argument, into));
            }
            case WildcardType wildcard -> Stream.of(wildcard.getUpperBounds()).forEach(bound -> collect(bound, into));
            default -> {
                // A variable, which is none of ours.
            }
        }
    }

    private static void addHeld(Class<?> type, Set<Class<?>> into) {
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                collect(component.getGenericType(), into);
            }
        }
    }

    private static Set<String> names(Set<Class<?>> types) {
        return types.stream().map(Class::getName).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Class<?> load(String name) throws ClassNotFoundException {
        return Class.forName(name, false, NativeImageTest.class.getClassLoader());
    }
}
