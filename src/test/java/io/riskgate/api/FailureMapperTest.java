package io.riskgate.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.ws.rs.core.Response;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FailureMapperTest {

    @Test
    void bug_isAnsweredByItsIncidentAlone() {
        try (Response response = new FailureMapper().map(new IllegalStateException("secret\ninternals"))) {
            assertThat(response.getStatus()).isEqualTo(500);
            assertThat(response.getMediaType()).hasToString("application/problem+json");
            ProblemDetails problem = (ProblemDetails) response.getEntity();
            assertThat(problem.detail())
                    .matches("The failure is logged as incident [0-9a-f-]{36}")
                    .doesNotContain("secret");
        }
    }
}
