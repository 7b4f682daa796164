package io.riskgate.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.riskgate.rules.Problem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A refusal as {@code application/problem+json}.
 *
 * @param type stable name of the kind of problem, a URN
 * @param title the kind of problem, in words
 * @param detail what is wrong this time
 * @param errors the fields of a body that are wrong
 * @param problems what is wrong in a ruleset's text
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProblemDetails(
        String type,
        String title,
        int status,
        String detail,
        @Nullable List<FieldError> errors,
        @Nullable List<Problem> problems) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /**
     * One field that is wrong.
     *
     * @param field path from the body's root, such as {@code items[3].price}; {@code body} for the whole
     */
    public record FieldError(String field, String message) {}

    static ProblemDetails invalidBody(List<FieldError> errors) {
        FieldError first = errors.getFirst();
        return new ProblemDetails(
                "urn:riskgate:problem:invalid-request",
                "The request is not valid",
                400,
                first.field() + ": " + first.message(),
                List.copyOf(errors),
                null);
    }

    static ProblemDetails invalid(String field, String message) {
        return invalidBody(List.of(new FieldError(field, message)));
    }

    static ProblemDetails notFound(String detail) {
        return new ProblemDetails("urn:riskgate:problem:not-found", "There is no such thing", 404, detail, null, null);
    }

    static ProblemDetails unknownDecision(String merchantId, String id) {
        return notFound(
                "The journal has no decision of a checkout \"" + id + "\" of the merchant \"" + merchantId + "\"");
    }

    static ProblemDetails gone(String detail) {
        return new ProblemDetails("urn:riskgate:problem:gone", "It is not there any more", 410, detail, null, null);
    }

    static ProblemDetails conflict(String detail) {
        return new ProblemDetails(
                "urn:riskgate:problem:already-answered", "Somebody was first", 409, detail, null, null);
    }

    static ProblemDetails unauthorized() {
        return new ProblemDetails(
                "urn:riskgate:problem:unauthorized",
                "Who are you?",
                401,
                "The call needs the header Authorization: Bearer, with a key or token that is of use",
                null,
                null);
    }

    /** The same whatever is missing, and whether or not there is what was asked for. */
    static ProblemDetails forbidden() {
        return new ProblemDetails(
                "urn:riskgate:problem:forbidden",
                "That is not allowed",
                403,
                "The caller has not the scope for this, or it belongs to somebody else",
                null,
                null);
    }

    static ProblemDetails quotaExceeded() {
        return new ProblemDetails(
                "urn:riskgate:problem:quota-exceeded",
                "Too many checkouts",
                429,
                "The merchant has had as many checkouts decided as its quota allows; Retry-After says when there is room",
                null,
                null);
    }

    static ProblemDetails busy(String detail) {
        return new ProblemDetails("urn:riskgate:problem:busy", "Try again later", 503, detail, null, null);
    }

    /** {@link #busy}, and when to come again. */
    static Response comeAgain(String detail) {
        return Response.fromResponse(busy(detail).toResponse())
                .header(HttpHeaders.RETRY_AFTER, 1)
                .build();
    }

    static ProblemDetails unavailable(String detail) {
        return new ProblemDetails(
                "urn:riskgate:problem:store-unavailable",
                "What the nodes share cannot be reached",
                503,
                detail,
                null,
                null);
    }

    static ProblemDetails tooLarge(String detail) {
        return new ProblemDetails("urn:riskgate:problem:too-large", "The body is too large", 413, detail, null, null);
    }

    static ProblemDetails tooSlow(String detail) {
        return new ProblemDetails("urn:riskgate:problem:too-slow", "The body came too slowly", 408, detail, null, null);
    }

    static ProblemDetails unsupported(String detail) {
        return new ProblemDetails(
                "urn:riskgate:problem:unsupported-body", "The body cannot be read", 415, detail, null, null);
    }

    static ProblemDetails refusedRules(List<Problem> problems) {
        long errors = problems.stream()
                .filter(p -> p.severity() == Problem.Severity.ERROR)
                .count();
        return new ProblemDetails(
                "urn:riskgate:problem:refused-rules",
                "The rules were refused",
                422,
                errors == 1
                        ? "1 error; the active rules are unchanged"
                        : errors + " errors; the active rules are unchanged",
                null,
                List.copyOf(problems));
    }

    static ProblemDetails tooManyLines(int linesMax) {
        return new ProblemDetails(
                "urn:riskgate:problem:too-many-lines",
                "The texts are too long to be compared",
                422,
                "Both together have more than " + linesMax + " lines",
                null,
                null);
    }

    Response toResponse() {
        return Response.status(status)
                .type(MediaType.valueOf(MEDIA_TYPE))
                .entity(this)
                .build();
    }
}
