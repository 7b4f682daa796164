package io.riskgate.loadtest.baseline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Decides checkouts: counts, fires the rules, concludes; an id that was decided before gets its first answer. On the
 * event loop: it waits for nothing, and answers sooner there than on a worker thread.
 */
@Singleton
@Path("/v1/decisions")
final class DecisionResource {

    private static final String REPLAY = "Idempotent-Replay";

    private final Windows windows;
    private final Rules rules;
    private final Answers answers;
    private final ObjectWriter json;

    DecisionResource(Windows windows, Rules rules, Answers answers, ObjectMapper mapper) {
        this.windows = windows;
        this.rules = rules;
        this.answers = answers;
        json = mapper.writerFor(Decision.class);
    }

    @POST
    @NonBlocking
    @Produces(MediaType.APPLICATION_JSON)
    public RestResponse<byte[]> decide(Checkout checkout) {
        long startNanos = System.nanoTime();
        Answers.Answer answer = answers.answer(checkout, () -> written(decide(checkout, startNanos)));
        RestResponse.ResponseBuilder<byte[]> response = RestResponse.ResponseBuilder.ok(answer.json());
        return answer.again() ? response.header(REPLAY, true).build() : response.build();
    }

    private Decision decide(Checkout checkout, long startNanos) {
        Velocity velocity = windows.count(checkout);
        List<Firing> firings = rules.fire(checkout, velocity);
        return Conclusion.of(
                checkout,
                firings,
                rules.hasOwn(checkout.merchantId()),
                TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - startNanos));
    }

    private byte[] written(Decision decision) {
        try {
            return json.writeValueAsBytes(decision);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A decision can be written as JSON", e);
        }
    }
}
