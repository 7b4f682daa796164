package io.riskgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.model.Verdict;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScoreboardTest {

    @Test
    void caught_is_any_verdict_but_approve() {
        Scoreboard board = new Scoreboard();
        for (Verdict verdict : Verdict.values()) {
            board.count(Label.BUST_OUT, verdict, Set.of(), Set.of());
        }

        assertThat(board.decided(Label.BUST_OUT)).isEqualTo(4);
        assertThat(board.caught(Label.BUST_OUT)).isEqualTo(3);
        assertThat(board.caughtShare(Label.BUST_OUT)).isEqualTo(0.75);
        assertThat(board.caughtShare(Label.BLOCKED)).isZero();
    }

    @Test
    void fallback_verdict_is_neither_caught_nor_missed() {
        Scoreboard board = new Scoreboard();
        board.count(Label.BUST_OUT, Verdict.REVIEW, Set.of(), Set.of("overload"));
        board.count(Label.BUST_OUT, Verdict.DECLINE, Set.of(), Set.of("journal"));
        board.count(Label.BUST_OUT, Verdict.APPROVE, Set.of(), Set.of());

        assertThat(board.late(Label.BUST_OUT)).isEqualTo(1);
        assertThat(board.decided(Label.BUST_OUT)).isEqualTo(2);
        assertThat(board.caughtShare(Label.BUST_OUT)).isEqualTo(0.5);
    }

    @Test
    void false_positive_counts_for_the_attacks_that_its_reasons_are_about() {
        Scoreboard board = new Scoreboard();
        board.count(Label.HONEST, Verdict.REVIEW, Set.of("velocity_card", "blocked_ip", "demo_vip"), Set.of());
        board.count(Label.HONEST, Verdict.APPROVE, Set.of("bust_out"), Set.of());

        assertThat(board.falsePositiveShare(Label.VELOCITY_CARD)).isEqualTo(0.5);
        assertThat(board.falsePositiveShare(Label.BLOCKED)).isEqualTo(0.5);
        assertThat(board.falsePositiveShare(Label.BUST_OUT)).isZero();
        assertThat(board.falsePositiveShare(Label.CARD_TESTING)).isZero();
    }

    @Test
    void boards_of_several_threads_add_up() {
        Scoreboard sum = new Scoreboard();
        for (int i = 0; i < 3; i++) {
            Scoreboard board = new Scoreboard();
            board.count(Label.HONEST, Verdict.DECLINE, Set.of("blocked_card"), Set.of("journal"));
            board.count(Label.HONEST, Verdict.APPROVE, Set.of(), Set.of());
            board.count(Label.HONEST, Verdict.REVIEW, Set.of(), Set.of("overload"));
            sum.add(board);
        }

        assertThat(sum.decided(Label.HONEST)).isEqualTo(6);
        assertThat(sum.late(Label.HONEST)).isEqualTo(3);
        assertThat(sum.caughtShare(Label.HONEST)).isEqualTo(0.5);
        assertThat(sum.falsePositiveShare(Label.BLOCKED)).isEqualTo(0.5);
        assertThat(sum.degraded()).isEqualTo(Map.of("journal", 3L, "overload", 3L));
    }

    @Test
    void names_of_shortcomings_are_bounded() {
        Scoreboard board = new Scoreboard();
        for (int i = 0; i < 1_000; i++) {
            board.count(Label.HONEST, Verdict.APPROVE, Set.of(), Set.of("strange-" + i));
        }

        assertThat(board.degraded()).hasSizeLessThan(100).isNotEmpty();
    }
}
