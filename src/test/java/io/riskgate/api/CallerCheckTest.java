package io.riskgate.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.identity.Caller;
import io.riskgate.identity.Identified;
import io.riskgate.identity.Scope;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CallerCheckTest {

    private static final Caller ACME = new Caller("key a", "acme", Set.of(Scope.RULES));
    private static final Identified KNOWN = new Identified.Known(ACME);
    private static final Identified OTHER = new Identified.Known(new Caller("key a", "acme", Set.of(Scope.LISTS)));

    private Identified now = KNOWN;
    private int questions;

    private final CallerCheck check = new CallerCheck(
            ACME,
            () -> {
                questions++;
                return now;
            },
            60);

    private static CompletableFuture<Identified> pending() {
        return new CompletableFuture<>();
    }

    @Test
    void caller_isAskedForNowAndThen() {
        for (long look = 0; look < 600; look++) {
            assertThat(check.isStillKnown(look)).isTrue();
        }
        assertThat(questions).isEqualTo(9);
    }

    @Test
    void looksThatAreLeftOut_doNotPutTheQuestionOff() {
        assertThat(check.isStillKnown(59)).isTrue();
        now = Identified.Refused.INVALID;
        assertThat(check.isStillKnown(500)).isFalse();
    }

    @Test
    void callerWhoseScopesAreOthers_isAnotherOne() {
        now = OTHER;
        assertThat(check.isStillKnown(60)).isFalse();
    }

    @Test
    void tokenThatIsVerifiedAnew_countsWhenThatIsDone() {
        CompletableFuture<Identified> good = pending();
        now = new Identified.Pending(good);
        assertThat(check.isStillKnown(60)).isTrue();
        good.complete(KNOWN);
        assertThat(check.isStillKnown(61)).isTrue();

        CompletableFuture<Identified> expired = pending();
        now = new Identified.Pending(expired);
        assertThat(check.isStillKnown(120)).isTrue();
        expired.complete(Identified.Refused.INVALID);
        assertThat(check.isStillKnown(121)).isFalse();
    }
}
