package io.riskgate.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.riskgate.backtest.BacktestReport;
import io.riskgate.cli.RunningEngine.RefusedRequest;
import io.riskgate.cli.RunningEngine.Reply;
import java.io.FileNotFoundException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The backtests of an engine that runs elsewhere. Each method blocks for as long as an answer may take. */
final class RemoteBacktests {

    /** The engine may have to wait for others to be compiled. */
    private static final Duration ANSWER_MAX = Duration.ofSeconds(15);

    private static final Duration UPLOAD_MAX = Duration.ofMinutes(10);

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final RunningEngine engine;

    RemoteBacktests(RunningEngine engine) {
        this.engine = engine;
    }

    /** What came of a request. */
    sealed interface Answer {

        record Report(String body, BacktestReport report) implements Answer {}

        record Uploaded(String file) implements Answer {}

        record Refused(String body, RefusedRequest problem) implements Answer {}

        /**
         * Nothing that Riskgate would say.
         *
         * @param why in a sentence, with what to do
         */
        record None(String why) implements Answer {}
    }

    private record UploadedJson(
            @JsonProperty("file") @Nullable String file) {}

    /** Sends checkouts; those of a file that ends with {@code .csv} as such, others as JSON lines. */
    Answer upload(Path file) throws InterruptedException {
        boolean csv = file.toString().endsWith(".csv");
        HttpRequest.Builder request;
        try {
            request = engine.request("/v1/backtests/files")
                    .header("Content-Type", csv ? "text/csv" : "application/x-ndjson")
                    .POST(BodyPublishers.ofFile(file));
        } catch (FileNotFoundException gone) {
            throw new WrongUsage("There is no file " + file);
        }
        return switch (engine.send(request, UPLOAD_MAX)) {
            case Reply.None none -> new Answer.None(none.why());
            case Reply.Came came -> {
                UploadedJson uploaded = came.status() == 201 ? read(came.body(), UploadedJson.class) : null;
                yield uploaded == null || uploaded.file() == null
                        ? refused(came)
                        : new Answer.Uploaded(uploaded.file());
            }
        };
    }

    /** @param query by the names of its parameters */
    Answer start(String scope, String rules, Map<String, String> query) throws InterruptedException {
        String parameters = query.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + RunningEngine.encoded(parameter.getValue()))
                .collect(Collectors.joining("&", "?", ""));
        HttpRequest.Builder request = engine.request(
                        "/v1/rulesets/" + RunningEngine.encoded(scope) + "/backtest" + parameters)
                .header("Content-Type", "text/x-drl")
                .POST(BodyPublishers.ofString(rules));
        return report(request, 202);
    }

    Answer report(String id) throws InterruptedException {
        return report(
                engine.request("/v1/backtests/" + RunningEngine.encoded(id)).GET(), 200);
    }

    /** Does not say whether it could. */
    void cancel(String id) throws InterruptedException {
        engine.send(engine.request("/v1/backtests/" + RunningEngine.encoded(id)).DELETE(), ANSWER_MAX);
    }

    private Answer report(HttpRequest.Builder request, int expected) throws InterruptedException {
        return switch (engine.send(request, ANSWER_MAX)) {
            case Reply.None none -> new Answer.None(none.why());
            case Reply.Came came -> {
                BacktestReport report = came.status() == expected ? read(came.body(), BacktestReport.class) : null;
                yield report != null && isWhole(report) ? new Answer.Report(came.body(), report) : refused(came);
            }
        };
    }

    /** Jackson leaves out what is not there, whatever the record says of null. */
    private static boolean isWhole(BacktestReport report) {
        return Stream.of(report.id(), report.state(), report.progress()).allMatch(Objects::nonNull);
    }

    private Answer refused(Reply.Came came) {
        RefusedRequest problem = RunningEngine.problem(came.body());
        return problem == null
                ? new Answer.None(engine.isNoRiskgate(came.status()))
                : new Answer.Refused(came.body(), problem);
    }

    private static <T> @Nullable T read(String body, Class<T> type) {
        try {
            return JSON.readValue(body, type);
        } catch (JsonProcessingException notRiskgate) {
            return null;
        }
    }
}
