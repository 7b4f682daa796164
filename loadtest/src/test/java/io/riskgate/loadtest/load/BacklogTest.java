package io.riskgate.loadtest.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BacklogTest {

    @Test
    void keeps_the_order_of_a_plain_queue_while_it_grows_and_shrinks() {
        Backlog backlog = new Backlog();
        ArrayDeque<Long> oracle = new ArrayDeque<>();
        SplittableRandom random = new SplittableRandom(7);

        for (long i = 0; i < 100_000; i++) {
            if (random.nextInt(5) < 3) {
                assertThat(backlog.add(i, i * 3)).isTrue();
                oracle.add(i);
            } else if (!oracle.isEmpty()) {
                long oldest = oracle.remove();
                assertThat(backlog.number()).isEqualTo(oldest);
                assertThat(backlog.dueNanos()).isEqualTo(oldest * 3);
                backlog.remove();
            }
            assertThat(backlog.isEmpty()).isEqualTo(oracle.isEmpty());
        }
    }

    @Test
    void full_one_refuses() {
        Backlog backlog = new Backlog();
        for (int i = 0; i < Backlog.REQUESTS_MAX; i++) {
            backlog.add(i, i);
        }

        assertThat(backlog.add(0, 0)).isFalse();
        backlog.remove();
        assertThat(backlog.add(0, 0)).isTrue();
    }
}
