package io.riskgate.api;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/** Says in the API's description, once for all calls, how a caller proves who it is. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class SecurityDescription implements OASFilter {

    private static final String SCHEME = "key";

    @Override
    public Operation filterOperation(Operation operation) {
        operation.getResponses().addAPIResponse("401", problem("Neither a key nor a token that is of use"));
        operation.getResponses().addAPIResponse("403", problem("The caller may not do this, or not there"));
        return operation;
    }

    private static APIResponse problem(String description) {
        return OASFactory.createAPIResponse()
                .description(description)
                .content(OASFactory.createContent()
                        .addMediaType(ProblemDetails.MEDIA_TYPE, OASFactory.createMediaType()));
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getComponents() == null) {
            document.setComponents(OASFactory.createComponents());
        }
        document.getComponents()
                .addSecurityScheme(
                        SCHEME,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .description(
                                        "An API key, rk_<id>_<secret>, or a token (JWT) of the configured issuer"));
        document.setSecurity(List.of(OASFactory.createSecurityRequirement().addScheme(SCHEME)));
    }
}
