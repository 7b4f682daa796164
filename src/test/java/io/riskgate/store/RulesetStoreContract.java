package io.riskgate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.store.RulesetVersion.Mode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link RulesetStore} does. */
public abstract class RulesetStoreContract {

    private RulesetStore store;

    /** A store on the medium of this test, with all that an earlier one of the same test left on it. */
    protected abstract RulesetStore open();

    @BeforeEach
    void openEmpty() {
        store = open();
    }

    @Test
    void unknownScope_isEmpty() {
        assertThat(store.scopes()).isEmpty();
        assertThat(store.history("acme")).isEmpty();
        assertThat(store.text("acme", 1)).isNull();
        assertThat(store.active("acme")).isEmpty();
    }

    @Test
    void appendedVersion_isThereAndNotActive() {
        store.append("acme", version(1), "rule ü");
        assertThat(store.scopes()).containsExactly("acme");
        assertThat(store.history("acme")).containsExactly(version(1));
        assertThat(store.text("acme", 1)).isEqualTo("rule ü");
        assertThat(store.text("acme", 2)).isNull();
        assertThat(store.active("acme")).isEmpty();
    }

    @Test
    void everything_isThereAfterReopening() {
        store.append("platform", version(1), "p1");
        store.append("acme", version(1), "a1");
        store.append("acme", version(2), "a2");
        store.append("acme", version(3), "a3");
        store.activate("acme", 3);
        store.activate("acme", 2);
        RulesetStore again = open();
        assertThat(again.scopes()).containsExactlyInAnyOrder("platform", "acme");
        assertThat(again.history("acme")).containsExactly(version(1), version(2), version(3));
        assertThat(again.text("acme", 2)).isEqualTo("a2");
        assertThat(again.active("acme")).isEqualTo(OptionalInt.of(2));
        assertThat(again.active("platform")).isEmpty();
        again.append("acme", version(4), "a4");
        assertThat(open().history("acme")).hasSize(4);
    }

    @Test
    void numberOutOfTurn_isRefused() {
        assertThat(store.append("acme", version(2), "x")).isFalse();
        assertThat(store.scopes()).isEmpty();
        assertThat(store.append("acme", version(1), "a1")).isTrue();
        assertThat(store.append("acme", version(1), "x")).isFalse();
        assertThat(store.history("acme")).containsExactly(version(1));
        assertThat(store.text("acme", 1)).isEqualTo("a1");
    }

    @Test
    void lastFromFiles_isThatOfEachScopeThatHasOne() {
        store.append("acme", version(1), "a1");
        assertThat(store.lastFromFiles()).isEmpty();
        store.append("other", version(1, RulesetVersion.Source.FILES), "o1");
        store.append("other", version(2, RulesetVersion.Source.FILES), "o2");
        store.append("other", version(3), "o3");

        assertThat(open().lastFromFiles()).isEqualTo(Map.of("other", version(2, RulesetVersion.Source.FILES)));
    }

    @Test
    void activationOfNothing_isRefused() {
        store.append("acme", version(1), "a1");
        assertThatThrownBy(() -> store.activate("acme", 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.activate("other", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(store.active("acme")).isEmpty();
    }

    @Test
    void changes_areKeptInTheirOrder() {
        store.append("acme", version(1), "a1");
        store.append("acme", version(2), "a2");
        List<ModeChange> changes = List.of(
                change(2, Mode.SHADOW), change(1, Mode.RETIRED), change(2, Mode.CANARY), change(2, Mode.ACTIVE));
        assertThat(changes).allMatch(change -> store.change("acme", change));
        assertThat(store.changes("acme")).isEqualTo(changes);
        assertThat(open().changes("acme")).isEqualTo(changes);
        assertThat(open().changes("other")).isEmpty();
    }

    @Test
    void onlySoManyVersions_areTried() {
        for (int number = 1; number <= 7; number++) {
            store.append("acme", version(number), "a" + number);
        }
        for (int number = 1; number <= 4; number++) {
            assertThat(store.change("acme", change(number, Mode.SHADOW))).isTrue();
        }
        assertThat(store.change("acme", change(5, Mode.SHADOW))).isFalse();
        assertThat(store.change("acme", change(4, Mode.SHADOW))).isTrue();
        assertThat(store.change("acme", change(5, Mode.CANARY))).isTrue();
        assertThat(store.change("acme", change(6, Mode.CANARY))).isFalse();
        assertThat(store.change("acme", change(5, Mode.CANARY))).isTrue();
        int changes = 7;
        assertThat(store.changes("acme")).hasSize(changes);

        assertThat(store.change("acme", change(1, Mode.RETIRED))).isTrue();
        assertThat(store.change("acme", change(5, Mode.ACTIVE))).isTrue();
        assertThat(store.change("acme", change(6, Mode.SHADOW))).isTrue();
        assertThat(store.change("acme", change(7, Mode.CANARY))).isTrue();
    }

    @Test
    void changeToActive_makesTheVersionActive() {
        store.append("acme", version(1), "a1");
        store.append("acme", version(2), "a2");
        store.activate("acme", 2);
        store.change("acme", change(1, Mode.ACTIVE));
        assertThat(store.active("acme")).isEqualTo(OptionalInt.of(1));
        assertThat(open().active("acme")).isEqualTo(OptionalInt.of(1));
    }

    @Test
    void changeOfNothing_isRefused() {
        store.append("acme", version(1), "a1");
        assertThatThrownBy(() -> store.change("acme", change(2, Mode.ACTIVE)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.change("other", change(1, Mode.ACTIVE)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(store.changes("acme")).isEmpty();
        assertThat(store.active("acme")).isEmpty();
    }

    protected static ModeChange change(int version, Mode mode) {
        boolean isCanary = mode == Mode.CANARY;
        return new ModeChange(
                version,
                mode,
                isCanary ? 10 : null,
                isCanary ? new RollbackLimits(0.08, null, 2_000L, 200) : null,
                "bob",
                Instant.parse("2026-11-23T13:00:00.5Z"),
                "better\n\u2028");
    }

    protected static RulesetVersion version(int number) {
        return version(number, RulesetVersion.Source.API);
    }

    private static RulesetVersion version(int number, RulesetVersion.Source source) {
        return new RulesetVersion(
                number,
                "ann\n\u2028",
                Instant.parse("2026-11-23T12:00:00.123456789Z"),
                Mode.ACTIVE,
                "ab".repeat(32),
                source,
                number,
                number % 2 == 0 ? "why\n" : null);
    }
}
