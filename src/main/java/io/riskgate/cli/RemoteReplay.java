package io.riskgate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.riskgate.cli.RunningEngine.RefusedRequest;
import io.riskgate.cli.RunningEngine.Reply;
import io.riskgate.decision.Replayed;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Has an engine that runs make a decision of its journal again. */
final class RemoteReplay {

    /** Files of the journal without an index take seconds. */
    private static final Duration ANSWER_MAX = Duration.ofMinutes(1);

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final RunningEngine engine;

    RemoteReplay(RunningEngine engine) {
        this.engine = engine;
    }

    /** What came of it. */
    sealed interface Answer {

        record Made(Replayed replayed) implements Answer {}

        record Refused(RefusedRequest problem) implements Answer {}

        /**
         * Nothing that Riskgate would say.
         *
         * @param why in a sentence, with what to do
         */
        record None(String why) implements Answer {}
    }

    /**
     * Asks. Blocks for as long as an answer may take.
     *
     * @param merchantId whose decision it is, {@code null} to leave that to the engine
     */
    Answer replay(@Nullable String merchantId, String id) throws InterruptedException {
        String query = merchantId == null ? "" : "?merchantId=" + RunningEngine.encoded(merchantId);
        String path = "/v1/decisions/" + RunningEngine.encoded(id) + "/replay" + query;
        return switch (engine.send(engine.request(path).GET(), ANSWER_MAX)) {
            case Reply.None none -> new Answer.None(none.why());
            case Reply.Came came -> answer(came);
        };
    }

    private Answer answer(Reply.Came came) {
        Replayed replayed = came.status() == 200 ? read(came.body()) : null;
        if (replayed != null) {
            return new Answer.Made(replayed);
        }
        RefusedRequest problem = RunningEngine.problem(came.body());
        return problem == null ? new Answer.None(engine.isNoRiskgate(came.status())) : new Answer.Refused(problem);
    }

    private static @Nullable Replayed read(String body) {
        try {
            Replayed read = JSON.readValue(body, Replayed.class);
            return read != null && isWhole(read) ? read : null;
        } catch (JsonProcessingException notRiskgate) {
            return null;
        }
    }

    /** Jackson leaves out what is not there, whatever the records say of null. */
    private static boolean isWhole(Replayed read) {
        return Stream.of(read.decidedAt(), read.decision(), read.again()).allMatch(Objects::nonNull)
                && Stream.of(
                                read.decision().verdict(),
                                read.again().verdict(),
                                read.again().reasons(),
                                read.again().tags())
                        .allMatch(Objects::nonNull);
    }
}
