package io.riskgate.telemetry;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.quarkus.micrometer.runtime.HttpServerMetricsTagsContributor;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * Keeps out of the metrics of requests what a client has put into a path, where Quarkus would give it a series. There is room for 100 paths,
 * which strangers could fill, and a value of a list, such as somebody's address, would be there for all to read. Hot; thread-safe.
 */
@Singleton
final class RequestPaths implements HttpServerMetricsTagsContributor {

    private static final String REQUESTS = "http.server.requests";
    private static final Tags UNKNOWN = Tags.of("uri", "UNKNOWN");

    /** A path with an empty segment is not the one that Quarkus makes of it, which it therefore takes for a template's. */
    @Override
    public Tags contribute(Context context) {
        String path = context.request().path();
        return path != null && path.contains("//") ? UNKNOWN : Tags.empty();
    }

    /** Requests whose client went away before the answer are not counted: most of them are not routed yet, and have the path as it was sent. */
    @Produces
    @Singleton
    static MeterFilter brokenOff() {
        return MeterFilter.deny(meter -> meter.getName().equals(REQUESTS) && "RESET".equals(meter.getTag("status")));
    }
}
