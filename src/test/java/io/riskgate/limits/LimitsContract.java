package io.riskgate.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.limits.LimitWrite.Full;
import io.riskgate.limits.LimitWrite.Invalid;
import io.riskgate.limits.LimitWrite.Stored;
import io.riskgate.model.Verdict;
import io.riskgate.velocity.Dimension;
import io.riskgate.velocity.Window;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What all {@link Limits} do. */
public abstract class LimitsContract {

    private Limits limits;

    /** Limits on the medium of this test, with all that earlier ones of the same test left on it. */
    protected abstract Limits open();

    @BeforeEach
    void openEmpty() {
        limits = open();
    }

    /** A limit that differs in what a test looks at. */
    public static Limit limit(String scope, String name, long units) {
        return new Limit(
                scope, name, new Dimension("customer"), units, "USD", Window.HOURS_24, 1_800_000, Verdict.DECLINE);
    }

    @Test
    void limits_areThereOnceSet_byName() {
        assertThat(limits.in("acme")).isEmpty();
        assertThat(limits.put(limit("acme", "b", 1))).isEqualTo(new Stored(true));
        assertThat(limits.put(limit("acme", "a", 2))).isEqualTo(new Stored(true));
        assertThat(limits.in("acme")).containsExactly(limit("acme", "a", 2), limit("acme", "b", 1));
        assertThat(limits.find("acme", "b")).contains(limit("acme", "b", 1));
        assertThat(limits.find("platform", "b")).isEqualTo(Optional.empty());
    }

    @Test
    void limitOfTheSameName_takesItsPlace() {
        limits.put(limit("acme", "a", 1));
        assertThat(limits.put(limit("acme", "a", 2))).isEqualTo(new Stored(false));
        assertThat(limits.in("acme")).containsExactly(limit("acme", "a", 2));
    }

    @Test
    void unchangedLimits_areTheSameList() {
        limits.put(limit("acme", "a", 1));
        List<Limit> before = limits.in("acme");
        limits.put(limit("other", "a", 1));
        assertThat(limits.in("acme")).isSameAs(before);
    }

    @Test
    void deletedLimit_isGone() {
        limits.put(limit("acme", "a", 1));
        assertThat(limits.delete("acme", "b")).isFalse();
        assertThat(limits.delete("other", "a")).isFalse();
        assertThat(limits.delete("acme", "a")).isTrue();
        assertThat(limits.in("acme")).isEmpty();
        assertThat(limits.delete("acme", "a")).isFalse();
    }

    @Test
    void another_findsWhatWasSet() {
        Limit every = new Limit(
                "m/É {x}",
                "every-1_field",
                new Dimension("attributes.tier"),
                999_999_999_999_999L,
                "EUR",
                Window.DAYS_30,
                604_800_000,
                Verdict.REVIEW);
        limits.put(every);
        limits.put(limit("acme", "a", 1));
        limits.put(limit("acme", "gone", 1));
        limits.delete("acme", "gone");
        Limits again = open();
        assertThat(again.in(every.scope())).containsExactly(every);
        assertThat(again.in("acme")).containsExactly(limit("acme", "a", 1));
    }

    @Test
    void scope_hasSoManyLimitsAndNoMore() {
        IntStream.range(0, Limits.LIMITS_PER_SCOPE_MAX)
                .forEach(i -> assertThat(limits.put(limit("acme", "l" + i, 1))).isEqualTo(new Stored(true)));
        assertThat(limits.put(limit("acme", "more", 1))).isEqualTo(Full.limits());
        assertThat(limits.put(limit("acme", "l0", 2))).isEqualTo(new Stored(false));
        assertThat(limits.in("acme")).hasSize(Limits.LIMITS_PER_SCOPE_MAX);
    }

    @ParameterizedTest
    @CsvSource({
        "'', a, 1, USD, 60000, DECLINE, scope",
        "acme, A, 1, USD, 60000, DECLINE, name",
        "acme, a, 0, USD, 60000, DECLINE, amount",
        "acme, a, 1000000000000001, USD, 60000, DECLINE, amount",
        "acme, a, 1, usd, 60000, DECLINE, currency",
        "acme, a, 1, USD, 999, DECLINE, hold",
        "acme, a, 1, USD, 604800001, DECLINE, hold",
        "acme, a, 1, USD, 60000, APPROVE, onExceeded"
    })
    void limitThatIsNone_isRefusedByItsField(
            String scope, String name, long units, String currency, long hold, Verdict onExceeded, String field) {
        Limit wrong =
                new Limit(scope, name, new Dimension("customer"), units, currency, Window.HOURS_24, hold, onExceeded);
        assertThat(limits.put(wrong)).isInstanceOfSatisfying(Invalid.class, invalid -> assertThat(invalid.field())
                .isEqualTo(field));
        assertThat(limits.in("acme")).isEmpty();
    }
}
