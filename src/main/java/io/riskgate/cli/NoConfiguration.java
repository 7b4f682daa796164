package io.riskgate.cli;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigBuilder;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;

/**
 * Keeps a command from starting the engine's configuration, which takes longer than the command. Drools asks for it, and
 * makes do with system properties if it fails.
 */
final class NoConfiguration extends ConfigProviderResolver {

    @Override
    public Config getConfig() {
        throw none();
    }

    @Override
    public Config getConfig(ClassLoader loader) {
        throw none();
    }

    @Override
    public ConfigBuilder getBuilder() {
        throw none();
    }

    @Override
    public void registerConfig(Config config, ClassLoader loader) {
        throw none();
    }

    @Override
    public void releaseConfig(Config config) {
        throw none();
    }

    private static IllegalStateException none() {
        return new IllegalStateException("A command has no configuration");
    }
}
