package io.riskgate.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    @Test
    void decision_isDueOneMillisecondBeforeItsBudgetIsSpent() {
        Deadline deadline = new Deadline(1_000, 5_000_000);
        assertThat(deadline.isDue(4_000_999)).isFalse();
        assertThat(deadline.isDue(4_001_000)).isTrue();
    }

    @Test
    void smallBudget_keepsAFifth() {
        assertThat(new Deadline(0, 1_000_000).dueNanos()).isEqualTo(800_000);
    }

    @Test
    void clockThatWrapsAround_isNoMatter() {
        Deadline deadline = new Deadline(Long.MAX_VALUE - 10, 5_000_000);
        assertThat(deadline.isDue(Long.MAX_VALUE)).isFalse();
        assertThat(deadline.isDue(Long.MIN_VALUE + 5_000_000)).isTrue();
        assertThat(deadline.elapsedMicros(Long.MIN_VALUE + 1_999_989)).isEqualTo(2_000);
    }

    @Test
    void badBudget_isNamed() {
        assertThatThrownBy(() -> Deadline.checkedBudgetNanos(Duration.ZERO)).hasMessageContaining("riskgate.budget");
        assertThatThrownBy(() -> Deadline.checkedBudgetNanos(Duration.ofMinutes(1)))
                .hasMessageContaining("riskgate.budget");
        assertThat(Deadline.checkedBudgetNanos(Duration.ofMillis(5))).isEqualTo(5_000_000);
    }
}
