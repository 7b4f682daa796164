package io.riskgate.merchant;

import io.riskgate.identity.Caller;
import io.riskgate.identity.Callers;
import io.riskgate.identity.KeyText;
import io.riskgate.journal.ChangeEntry;
import io.riskgate.journal.Journal;
import jakarta.inject.Singleton;
import java.io.PrintStream;
import java.time.Clock;

/** Makes a key for the first admin, or nobody could ever make one. */
@Singleton
public final class FirstKey {

    private final Callers callers;
    private final MerchantRegistry registry;
    private final Journal journal;
    private final Clock clock;

    FirstKey(Callers callers, MerchantRegistry registry, Journal journal, Clock clock) {
        this.callers = callers;
        this.registry = registry;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Prints a new key, if keys are required and there is no admin. Printed and not logged, so that it is in no file that the
     * logger keeps. Blocks.
     */
    public void printIfNeeded(PrintStream out) {
        KeyText key = callers.needsNoAdmin() ? null : registry.firstAdminKey();
        if (key != null) {
            journal.append(ChangeEntry.byRiskgate(
                    clock.instant(),
                    "POST /v1/merchants/{id}/keys",
                    Caller.PLATFORM,
                    key.id(),
                    "There was no admin, so the start printed a first key"));
            out.printf("""

                    The first key, of an admin. It is shown this once; keep it:

                        export RISKGATE_KEY=%s

                    Make others, such as one for a merchant's shop, with it:

                        curl -X POST http://127.0.0.1:8080/v1/merchants/acme/keys -H "Authorization: Bearer $RISKGATE_KEY" \\
                            -H 'Content-Type: application/json' -d '{"scopes":["decide"]}'

                    """, key.text());
            out.flush();
        }
    }
}
