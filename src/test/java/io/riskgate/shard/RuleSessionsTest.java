package io.riskgate.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.fixture.LambdaRules;
import io.riskgate.rules.Ruleset;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleSessionsTest {

    private final RuleSessions sessions = new RuleSessions();

    @Test
    void session_isKeptForTheSameRuleset() {
        Ruleset ruleset = LambdaRules.ruleset("acme", 1, e -> {});
        assertThat(sessions.session(ruleset)).isSameAs(sessions.session(ruleset));
    }

    @Test
    void session_isClosedWhenItsRulesetIsReplaced() {
        LambdaRules first = new LambdaRules(List.of(), e -> {});
        LambdaRules second = new LambdaRules(List.of(), e -> {});
        sessions.session(new Ruleset("acme", 1, "h", first));
        sessions.session(new Ruleset("acme", 2, "h", second));
        assertThat(first.closed()).isEqualTo(1);
        assertThat(second.closed()).isZero();
        assertThat(sessions.size()).isEqualTo(1);
    }

    @Test
    void leastRecentlyUsedSession_isClosedBeyondTheLimit() {
        LambdaRules used = new LambdaRules(List.of(), e -> {});
        LambdaRules unused = new LambdaRules(List.of(), e -> {});
        Ruleset platform = new Ruleset("platform", 1, "h", used);
        sessions.session(platform);
        sessions.session(new Ruleset("forgotten", 1, "h", unused));
        for (int i = 0; i < RuleSessions.SESSIONS_MAX - 1; i++) {
            sessions.session(platform);
            sessions.session(LambdaRules.ruleset("m" + i, 1, e -> {}));
        }
        assertThat(sessions.size()).isEqualTo(RuleSessions.SESSIONS_MAX);
        assertThat(unused.closed()).isEqualTo(1);
        assertThat(used.closed()).isZero();

        sessions.close();
        assertThat(used.closed()).isEqualTo(1);
    }
}
