package io.riskgate.api;

import io.riskgate.journal.ChangeEntry;
import io.riskgate.journal.Journal;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.time.Clock;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Journals each change that was made through the API: who, when, what and to which scope. Thread-safe; never blocks.
 *
 * <p>A change that the journal does not take, since its disk fails, stands; a warning says so.
 */
final class ChangeFilter {

    private static final Logger LOG = Logger.getLogger(ChangeFilter.class);

    private final Journal journal;
    private final Clock clock;

    ChangeFilter(Journal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
    }

    @Audited
    @ServerResponseFilter
    void record(ContainerResponseContext response, ResourceInfo resource, UriInfo uri, RoutingContext routing) {
        if (response.getStatusInfo().getFamily() != Response.Status.Family.SUCCESSFUL) {
            return;
        }
        MultivaluedMap<String, String> path = uri.getPathParameters();
        String scope = path.containsKey(ScopeFilter.SCOPE) ? path.getFirst(ScopeFilter.SCOPE) : path.getFirst("id");
        ChangeEntry change = new ChangeEntry(
                clock.instant(),
                IdentityGate.caller(routing).name(),
                what(resource.getResourceMethod()),
                scope,
                subject(path, response.getEntity()));
        if (!journal.append(change)) {
            LOG.warnf("The journal did not take a change: %s by %s", change.what(), change.by());
        }
    }

    private static @Nullable String subject(MultivaluedMap<String, String> path, @Nullable Object answer) {
        return switch (answer) {
            case RulesetAnswers.Uploaded uploaded -> Integer.toString(uploaded.version());
            case MerchantAnswers.Key made -> made.id();
            case null, default -> first(path, "version", "keyId", "name");
        };
    }

    private static @Nullable String first(MultivaluedMap<String, String> path, String... names) {
        for (String name : names) {
            if (path.containsKey(name)) {
                return path.getFirst(name);
            }
        }
        return null;
    }

    private static String what(Method method) {
        String verb = method.isAnnotationPresent(POST.class)
                ? "POST"
                : method.isAnnotationPresent(DELETE.class) ? "DELETE" : "PUT";
        return verb + " " + of(method.getDeclaringClass().getAnnotation(Path.class))
                + of(method.getAnnotation(Path.class));
    }

    private static String of(@Nullable Path path) {
        return path == null ? "" : path.value().startsWith("/") ? path.value() : "/" + path.value();
    }
}
