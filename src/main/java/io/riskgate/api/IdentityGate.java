package io.riskgate.api;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.riskgate.identity.Caller;
import io.riskgate.identity.Callers;
import io.riskgate.identity.Identified;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Stands before everything but health, metrics and the API's description, and lets nobody pass who is not known; before {@link
 * UploadGate}, so that no body is read for a stranger. What the caller may do there is looked at by {@link ScopeFilter}. Hot;
 * thread-safe; never blocks.
 */
@Singleton
final class IdentityGate {

    /** Above {@link UploadGate}'s. */
    private static final int PRIORITY = 200;

    static final String KEY = "riskgate.caller";
    private static final String OPEN = "/q/";
    private static final CharSequence CHALLENGE = HttpHeaders.createOptimized("WWW-Authenticate");
    private static final String MISSING = "Bearer realm=\"riskgate\"";
    private static final String INVALID = MISSING + ", error=\"invalid_token\"";

    private final Callers callers;
    private final HttpWarmUp warmUp;
    private final EarlyAnswer answer;

    IdentityGate(Callers callers, HttpWarmUp warmUp, EarlyAnswer answer) {
        this.callers = callers;
        this.warmUp = warmUp;
        this.answer = answer;
    }

    void register(@Observes Filters filters) {
        filters.register(this::handle, PRIORITY);
    }

    /**
     * Who sent the request.
     *
     * @throws ProblemException if it came past the gate
     */
    static Caller caller(RoutingContext context) {
        Caller caller = context.get(KEY);
        if (caller == null) {
            throw new ProblemException(ProblemDetails.unauthorized());
        }
        return caller;
    }

    private void handle(RoutingContext context) {
        if (context.normalizedPath().startsWith(OPEN)) {
            context.next();
            return;
        }
        List<String> credentials = context.request().headers().getAll(HttpHeaders.AUTHORIZATION);
        if (credentials.size() > 1) {
            // A proxy before this may have looked at the other one.
            refuse(context, INVALID);
            return;
        }
        String authorization = credentials.isEmpty() ? null : credentials.getFirst();
        Caller own = warmUp.caller(authorization);
        Identified identified = own == null ? callers.identify(authorization) : new Identified.Known(own);
        if (identified instanceof Identified.Pending pending) {
            // The request is paused until a handler takes its body.
            Context eventLoop = context.vertx().getOrCreateContext();
            pending.outcome().thenAccept(outcome -> eventLoop.runOnContext(back -> letPass(context, outcome)));
        } else {
            letPass(context, identified);
        }
    }

    private void letPass(RoutingContext context, Identified identified) {
        switch (identified) {
            case Identified.Known known -> {
                context.put(KEY, known.caller());
                context.next();
            }
            case Identified.Refused.MISSING -> refuse(context, MISSING);
            case Identified.Refused.INVALID -> refuse(context, INVALID);
            case Identified.Refused.UNAVAILABLE ->
                answer.refuse(context, ProblemDetails.busy("Tokens cannot be verified for now"));
            case Identified.Pending unexpected -> throw new IllegalStateException("of an outcome");
        }
    }

    private void refuse(RoutingContext context, String challenge) {
        context.response().putHeader(CHALLENGE, challenge);
        answer.refuse(context, ProblemDetails.unauthorized());
    }
}
