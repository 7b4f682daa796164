package io.riskgate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.riskgate.decision.Explanation;
import io.riskgate.rules.Problem;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The HTTP interface of an engine that runs elsewhere, as far as commands need it. */
final class RunningEngine {

    /** For the whole answer: an explanation takes milliseconds, but of an engine that has just started a second. */
    static final Duration ANSWER_MAX = Duration.ofSeconds(10);

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final URI url;
    private final Duration answerMax;
    private final @Nullable String key;
    private final String scope;

    RunningEngine(URI url, @Nullable String key, String scope, Duration answerMax) {
        this.url = url;
        this.key = key;
        this.scope = scope;
        this.answerMax = answerMax;
    }

    /** What came of a request. */
    sealed interface Answer {

        record Explained(String body, Explanation explanation) implements Answer {}

        record Refused(String body, RefusedRequest problem) implements Answer {}

        /**
         * Nothing that Riskgate would say.
         *
         * @param why in a sentence, with what to do
         */
        record None(String why) implements Answer {}
    }

    /** As {@code application/problem+json} says it, as far as it is of use. */
    record RefusedRequest(
            String title,
            @Nullable String detail,
            @Nullable List<WrongField> errors,
            @Nullable List<Problem> problems) {}

    record WrongField(String field, String message) {}

    /**
     * The engine at an address.
     *
     * @param key what it lets us in for, {@code null} if it asks for none
     * @param scope that the key must have
     * @throws WrongUsage if it cannot be one
     */
    static RunningEngine at(String given, @Nullable String key, String scope) {
        if (key != null && !key.matches("[!-~]+")) {
            throw new WrongUsage("RISKGATE_KEY has characters that no key has");
        }
        String url = given.endsWith("/") ? given.substring(0, given.length() - 1) : given;
        try {
            URI parsed = URI.create(url);
            if (parsed.getScheme() != null
                    && Set.of("http", "https").contains(parsed.getScheme())
                    && parsed.getHost() != null) {
                return new RunningEngine(parsed, key, scope, ANSWER_MAX);
            }
        } catch (IllegalArgumentException malformed) {
            // Said below, as for one that is well-formed and of no use.
        }
        throw new WrongUsage("\"" + given + "\" is no address such as http://127.0.0.1:8080");
    }

    /** Blocks for as long as an answer may take. */
    Answer explain(byte[] checkout) throws InterruptedException {
        HttpRequest.Builder request = request("/v1/decisions/explain")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(checkout));
        return switch (send(request, answerMax)) {
            case Reply.Came came -> read(came);
            case Reply.None none -> new Answer.None(none.why());
        };
    }

    /** What came back of any request. */
    sealed interface Reply {

        record Came(int status, String body) implements Reply {}

        /**
         * Nothing that Riskgate would say.
         *
         * @param why in a sentence, with what to do
         */
        record None(String why) implements Reply {}
    }

    /** A text as a part of a path, or in a query. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** @param path from the root on, encoded, with its query */
    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
        return key == null ? request : request.header("Authorization", "Bearer " + key);
    }

    /** Blocks, at most so long. */
    Reply send(HttpRequest.Builder request, Duration max) throws InterruptedException {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            CompletableFuture<HttpResponse<String>> answer =
                    client.sendAsync(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            try {
                HttpResponse<String> response = answer.get(max.toMillis(), TimeUnit.MILLISECONDS);
                return response.statusCode() == 401
                        ? new Reply.None("The engine at " + url
                                + " asks for a key. Set RISKGATE_KEY to one with the scope " + scope)
                        : new Reply.Came(response.statusCode(), response.body());
            } catch (TimeoutException slow) {
                client.shutdownNow();
                return new Reply.None("No answer of " + url + " within " + max.toMillis() + " ms");
            } catch (ExecutionException failed) {
                return new Reply.None(unreachable(failed.getCause()));
            }
        }
    }

    private Answer read(Reply.Came came) {
        String body = came.body();
        if (came.status() == 200) {
            try {
                Explanation explanation = JSON.readValue(body, Explanation.class);
                if (isWhole(explanation)) {
                    return new Answer.Explained(body, explanation);
                }
            } catch (JsonProcessingException notRiskgate) {
                // Said below, as of JSON of another kind.
            }
            return new Answer.None(isNoRiskgate(came.status()));
        }
        RefusedRequest problem = problem(body);
        return problem == null ? new Answer.None(isNoRiskgate(came.status())) : new Answer.Refused(body, problem);
    }

    /** What a refusal says, {@code null} if it is none of Riskgate's. */
    static @Nullable RefusedRequest problem(String body) {
        try {
            RefusedRequest problem = JSON.readValue(body, RefusedRequest.class);
            return problem == null || problem.title() == null ? null : problem;
        } catch (JsonProcessingException notRiskgate) {
            return null;
        }
    }

    /** Says so, with what to do. */
    String isNoRiskgate(int status) {
        return "What answers at " + url + ", with status " + status + ", is not Riskgate; say where it is with --url";
    }

    /** Jackson leaves out what is not there, whatever the record says of null. */
    private static boolean isWhole(@Nullable Explanation read) {
        return read != null
                && Stream.of(read.verdict(), read.reasons(), read.tags(), read.features(), read.rulesets())
                        .allMatch(Objects::nonNull);
    }

    private String unreachable(@Nullable Throwable failure) {
        String reason = failure instanceof ConnectException || failure == null || failure.getMessage() == null
                ? ""
                : " (" + failure.getMessage() + ")";
        return "Nothing answers at " + url + reason
                + ". Start an engine with ./riskgate serve, or say where one runs with" + " --url";
    }
}
