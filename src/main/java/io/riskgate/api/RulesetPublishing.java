package io.riskgate.api;

import io.riskgate.identity.Caller;
import io.riskgate.rules.registry.Publication;
import io.riskgate.store.RulesetVersion.Mode;
import io.riskgate.usage.Uploads;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** Has rulesets published, within the share of the caller's merchant, and says what became of it. Thread-safe; never blocks. */
@Singleton
final class RulesetPublishing {

    /** Of one merchant, those that wait among them: all rulesets are compiled one after the other. */
    static final int PUBLICATIONS_OF_MERCHANT_MAX = 8;

    private final Uploads uploads;
    private final MerchantShare publicationsOfMerchant = new MerchantShare(PUBLICATIONS_OF_MERCHANT_MAX);

    RulesetPublishing(Uploads uploads) {
        this.uploads = uploads;
    }

    /**
     * The answer, once there is one.
     *
     * @param publish begins it
     * @param done the answer to {@link Publication.Published} or {@link Publication.Retired}
     */
    Uni<Response> answer(
            Caller caller, Supplier<CompletionStage<Publication>> publish, Function<Publication, Response> done) {
        return Uni.createFrom().completionStage(withinShare(caller, publish)).map(result -> switch (result) {
            case Publication.Published published -> {
                if (published.mode() == Mode.ACTIVE) {
                    uploads.record(
                            published.ruleset().scope(), published.ruleset().version());
                }
                yield done.apply(published);
            }
            case Publication.Retired retired -> done.apply(retired);
            case Publication.Refused refused ->
                ProblemDetails.refusedRules(refused.problems()).toResponse();
            case Publication.Unknown unknown ->
                ProblemDetails.notFound("There is no " + unknown.what()).toResponse();
            case Publication.Impossible impossible ->
                ProblemDetails.invalid("mode", impossible.message()).toResponse();
            case Publication.Busy busy -> busy();
        });
    }

    private CompletionStage<Publication> withinShare(Caller caller, Supplier<CompletionStage<Publication>> publish) {
        return publicationsOfMerchant.take(caller, 1)
                ? publish.get().whenComplete((done, failed) -> publicationsOfMerchant.giveBack(caller, 1))
                : CompletableFuture.completedStage(new Publication.Busy());
    }

    static Response busy() {
        return ProblemDetails.comeAgain("Too many rulesets wait to be compiled");
    }
}
