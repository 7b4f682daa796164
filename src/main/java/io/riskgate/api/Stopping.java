package io.riskgate.api;

import io.quarkus.runtime.Application;

/**
 * Whether the engine has been told to stop. Streams of events end then: they would hold up its end else, and their clients can go to another node
 * while this one still answers. Thread-safe; never blocks.
 */
final class Stopping {

    private Stopping() {}

    static boolean hasBegun() {
        Application application = Application.currentApplication();
        return application == null || !application.isStarted();
    }
}
