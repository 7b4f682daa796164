package io.riskgate.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.riskgate.identity.Scope;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No change of rules, lists, limits, merchants or keys goes unrecorded. */
class AuditedTest {

    /** They only ask, or try; the answer of a review is a line of its own. */
    private static final Set<String> NOT_CHANGES = Set.of(
            "RulesetResource.check",
            "DecisionResource.explain",
            "ReviewResource.answer",
            "BacktestStartResource.start",
            "BacktestResource.cancel",
            "BacktestResource.upload");

    @Test
    void everyMethodThatChangesSomething_isAudited() {
        List<String> unrecorded = methods()
                .filter(method -> Stream.of(PUT.class, POST.class, DELETE.class).anyMatch(method::isAnnotatedWith))
                .filter(method ->
                        method.getAnnotationOfType(RequiresScope.class).value() != Scope.DECIDE)
                .filter(method -> !method.isAnnotatedWith(Audited.class))
                .map(AuditedTest::name)
                .filter(name -> !NOT_CHANGES.contains(name))
                .toList();
        assertThat(unrecorded).isEmpty();
        assertThat(methods().filter(method -> method.isAnnotatedWith(Audited.class)))
                .hasSizeGreaterThan(10);
    }

    private static Stream<JavaMethod> methods() {
        return new ClassFileImporter()
                .importPackages("io.riskgate.api").stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.isAnnotatedWith(RequiresScope.class));
    }

    private static String name(JavaMethod method) {
        return method.getOwner().getSimpleName() + "." + method.getName();
    }
}
