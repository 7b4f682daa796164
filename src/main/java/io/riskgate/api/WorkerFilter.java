package io.riskgate.api;

import io.riskgate.identity.Caller;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * Keeps merchants from holding all worker threads, for which a key's revocation and the health check would wait too. A request to a
 * resource that runs on such a thread counts from before it gets one until the resource is done, even if its client is gone by
 * then. Decisions and streams of events take none, so they are not looked at. None waits for a client that sends slowly, since {@link
 * UploadGate} has read the body, but for a file of checkouts, of which a merchant sends one at a time. Hot; thread-safe; never blocks.
 */
final class WorkerFilter {

    /** Of one merchant, over all its keys. */
    static final int REQUESTS_OF_MERCHANT_MAX = 16;

    /** Of all merchants: Quarkus has 200 threads or more, and some are to be left for admins, health and metrics. */
    static final int REQUESTS_OF_MERCHANTS_MAX = 120;

    final MerchantShare requests = new MerchantShare(REQUESTS_OF_MERCHANT_MAX, REQUESTS_OF_MERCHANTS_MAX);

    /** On the event loop, before all filters that run on the worker thread. {@code null} to let it pass. */
    @ServerRequestFilter(nonBlocking = true, priority = Priorities.AUTHENTICATION)
    @Nullable
    Response admit(ServerRequestContext request, RoutingContext routing) {
        if (request.getResteasyReactiveResourceInfo().isNonBlocking) {
            return null;
        }
        Caller caller = IdentityGate.caller(routing);
        if (!requests.take(caller, 1)) {
            return ProblemDetails.comeAgain("Too many of the merchant's requests are under way");
        }
        // A request whose answer cannot be written ends twice.
        AtomicBoolean isOver = new AtomicBoolean();
        request.registerCompletionCallback(failure -> {
            if (isOver.compareAndSet(false, true)) {
                requests.giveBack(caller, 1);
            }
        });
        return null;
    }
}
