package io.riskgate.api;

import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicBoolean;

/** Has something done when a response is over. */
final class ResponseEnd {

    private ResponseEnd() {}

    /**
     * Has it done once: when the response is written, or its client is gone, also if that is so by now; then no handler is called any more.
     * Whichever thread that is on must not be blocked.
     *
     * @return does it now, unless it was done; for who knows earlier that nothing more will come
     */
    static Runnable once(RoutingContext routing, Runnable action) {
        AtomicBoolean done = new AtomicBoolean();
        Runnable end = () -> {
            if (done.compareAndSet(false, true)) {
                action.run();
            }
        };
        routing.addEndHandler(over -> end.run());
        if (routing.response().closed()) {
            end.run();
        }
        return end;
    }
}
