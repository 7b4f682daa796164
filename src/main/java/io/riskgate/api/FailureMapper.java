package io.riskgate.api;

import io.riskgate.telemetry.LogText;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Says as problems what no resource threw on purpose: requests that no resource takes, and our own bugs. */
final class FailureMapper {

    private static final Logger LOG = Logger.getLogger(FailureMapper.class);

    /** A wrong method, media type or path. */
    @ServerExceptionMapper
    Response map(WebApplicationException refused) {
        Response original = refused.getResponse();
        int status = original.getStatus();
        if (status >= 500) {
            return map((Throwable) refused);
        }
        Response.StatusType info = original.getStatusInfo();
        ProblemDetails problem =
                new ProblemDetails("about:blank", info.getReasonPhrase(), status, detail(status), null, null);
        Response.ResponseBuilder response = Response.status(status)
                .type(MediaType.valueOf(ProblemDetails.MEDIA_TYPE))
                .entity(problem);
        Object allow = original.getHeaders().getFirst(HttpHeaders.ALLOW);
        return (allow == null ? response : response.header(HttpHeaders.ALLOW, allow)).build();
    }

    /** The caller gets a number to name it by; the log has the number and the stack. */
    @ServerExceptionMapper
    Response map(Throwable failure) {
        String incident = UUID.randomUUID().toString();
        LOG.errorf(LogText.of(failure), "Incident %s", incident);
        return new ProblemDetails(
                        "urn:riskgate:problem:internal",
                        "Riskgate failed",
                        500,
                        "The failure is logged as incident " + incident,
                        null,
                        null)
                .toResponse();
    }

    private static String detail(int status) {
        return switch (status) {
            case 404 -> "There is nothing at this path";
            case 405 -> "This path does not take this method";
            case 406 -> "This path has no answer of the media type that was asked for";
            case 415 -> "This path does not take a body of this media type";
            default -> "The request was refused";
        };
    }
}
