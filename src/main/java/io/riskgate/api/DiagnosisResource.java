package io.riskgate.api;

import io.riskgate.diagnosis.Diagnosis;
import io.riskgate.diagnosis.DiagnosisReport;
import io.riskgate.identity.Scope;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What an on-call engineer would look at. On worker threads, since it looks at disks and asks Redis for the time. */
@Singleton
@Path("/v1/ops/diagnosis")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
final class DiagnosisResource {

    private final Diagnosis diagnosis;

    DiagnosisResource(Diagnosis diagnosis) {
        this.diagnosis = diagnosis;
    }

    @GET
    @RequiresScope(Scope.ADMIN)
    @Operation(
            summary = "What an on-call engineer would look at: findings with numbers and advice",
            description =
                    "Of the node that is asked, the worst findings first: garbage collector, shards and the merchants behind their load, rules,"
                            + " Redis, journal and disk, headroom and the traffic of the next three days. A diagnosis is made at most once a second.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = DiagnosisReport.class)))
    public DiagnosisReport diagnose() {
        return diagnosis.diagnose();
    }
}
