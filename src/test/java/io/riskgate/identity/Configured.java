package io.riskgate.identity;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;

/** A configuration with some options, and the defaults. */
final class Configured {

    private static final int PRIORITY = 200;

    private Configured() {}

    static IdentityConfig identity(Map<String, String> options) {
        return new SmallRyeConfigBuilder()
                .withMapping(IdentityConfig.class)
                .withConverter(Duration.class, PRIORITY, new DurationConverter())
                .withDefaultValues(options)
                .build()
                .getConfigMapping(IdentityConfig.class);
    }
}
