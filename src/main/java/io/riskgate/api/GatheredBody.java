package io.riskgate.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.ByteArrayInputStream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Hands the body that {@link UploadGate} has read to the resource, which would find nothing left to read. */
final class GatheredBody {

    private static final String KEY = "riskgate.body";

    static void put(RoutingContext routing, Buffer body) {
        routing.put(KEY, body);
    }

    @ServerRequestFilter(preMatching = true, nonBlocking = true)
    void hand(ContainerRequestContext request, RoutingContext routing) {
        Buffer body = routing.get(KEY);
        if (body != null) {
            request.setEntityStream(new ByteArrayInputStream(body.getBytes()));
        }
    }
}
