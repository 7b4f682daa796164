package io.riskgate.rules.compile;

import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;

/**
 * Outside Quarkus everything is logged into its memory until Quarkus starts, and Drools traces every fact. A service runs
 * at INFO.
 */
final class Logging {

    private Logging() {}

    static void asInService() {
        Logger.getLogger("").setLevel(Level.INFO);
    }
}
