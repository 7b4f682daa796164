package io.riskgate;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.riskgate.start.FailedStart;
import io.riskgate.start.Variables;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The main class of the engine. What an operator can mend is printed as a sentence, with no stack trace around it; the exit code is then 1. After SIGTERM it
 * is 143.
 */
@QuarkusMain
public final class Riskgate {

    private static final int REFUSED = 1;

    private Riskgate() {}

    public static void main(String... arguments) {
        List<String> misspelt = Variables.misspelt(System.getenv().keySet());
        if (misspelt.isEmpty()) {
            Quarkus.run(null, Riskgate::end, arguments);
        } else {
            say(misspelt);
            System.exit(REFUSED);
        }
    }

    /** Is all that Quarkus does once it has a handler: without one it would print, and end the process by itself. */
    private static void end(Integer exitCode, @Nullable Throwable failure) {
        if (failure != null) {
            List<String> sentences = FailedStart.sentences(failure);
            if (sentences.isEmpty()) {
                Logger.getLogger(Riskgate.class).error("Riskgate could not be started", failure);
            } else {
                say(sentences);
            }
        }
        System.exit(exitCode);
    }

    private static void say(List<String> sentences) {
        sentences.forEach(sentence -> System.err.println("riskgate: " + sentence));
    }
}
