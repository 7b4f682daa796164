package io.riskgate.api;

import io.riskgate.identity.Caller;
import io.riskgate.identity.Scope;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Looks, before any method of a resource, whether the caller may: it needs the scope that {@link RequiresScope} names, and what the
 * path names must be its own. Nothing is looked up for that, so the answer tells nobody what there is of others. Hot; never blocks.
 */
final class ScopeFilter {

    static final String SCOPE = "scope";

    /** @param isNamed whether the path has a part that says whose rules or lists are meant */
    private record Needed(Scope scope, boolean isNamed) {}

    /** As many as resources have methods. */
    private final ConcurrentMap<Method, Needed> needed = new ConcurrentHashMap<>();

    /** {@code null} to let it pass. */
    @ServerRequestFilter
    @Nullable
    Response require(ResourceInfo resource, UriInfo uri, RoutingContext routing) {
        Caller caller = IdentityGate.caller(routing);
        Needed of = needed.computeIfAbsent(resource.getResourceMethod(), ScopeFilter::needed);
        if (!caller.may(of.scope())) {
            return ProblemDetails.forbidden().toResponse();
        }
        if (of.isNamed() && !caller.mayTouch(uri.getPathParameters().getFirst(SCOPE))) {
            return ProblemDetails.forbidden().toResponse();
        }
        return null;
    }

    private static Needed needed(Method method) {
        RequiresScope required = method.getAnnotation(RequiresScope.class);
        boolean isNamed = isNamed(method.getDeclaringClass().getAnnotation(Path.class))
                || isNamed(method.getAnnotation(Path.class));
        return new Needed(required == null ? Scope.ADMIN : required.value(), isNamed);
    }

    private static boolean isNamed(@Nullable Path path) {
        return path != null && path.value().contains("{" + SCOPE + "}");
    }
}
