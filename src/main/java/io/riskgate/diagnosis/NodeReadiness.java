package io.riskgate.diagnosis;

import io.quarkus.arc.All;
import io.riskgate.diagnosis.Finding.Named;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Readiness;

/** What {@code /q/health/ready} says: whether this node wants traffic. */
@Singleton
final class NodeReadiness implements Examination {

    static final String ID = "readiness";

    private final List<HealthCheck> checks;

    NodeReadiness(@All @Readiness List<HealthCheck> checks) {
        this.checks = List.copyOf(checks);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Finding examine() {
        return judge(checks.stream().map(HealthCheck::call).toList());
    }

    static Finding judge(List<HealthCheckResponse> responses) {
        List<HealthCheckResponse> down = responses.stream()
                .filter(response -> response.getStatus() == Status.DOWN)
                .toList();
        Numbers numbers = Numbers.of("checks", responses.size()).and("down", down.size());
        if (down.isEmpty()) {
            return Finding.ok(ID, Wording.text("All of %d checks of readiness are up.", responses.size()), numbers);
        }
        return Finding.of(
                ID,
                Severity.CRITICAL,
                Wording.text("Checks of readiness that are down: %d of %d.", down.size(), responses.size()),
                numbers,
                down.stream()
                        .map(response ->
                                new Named(response.getName(), Numbers.none().toMap()))
                        .toList(),
                "A load balancer sends nothing here. A node that starts or stops is not ready for some seconds; else GET /q/health/ready"
                        + " has what each check says.");
    }
}
