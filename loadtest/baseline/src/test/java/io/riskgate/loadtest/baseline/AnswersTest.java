package io.riskgate.loadtest.baseline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.loadtest.baseline.Answers.Answer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnswersTest {

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger made = new AtomicInteger();
    private final Answers answers = new Answers(nanos::get);

    @Test
    void second_answer_is_the_first() {
        assertThat(answer("shop", "chk-1").again()).isFalse();
        Answer second = answer("shop", "chk-1");

        assertThat(second.again()).isTrue();
        assertThat(second.json()).isEqualTo("1".getBytes(UTF_8));
    }

    @Test
    void same_id_of_another_merchant_is_another_checkout() {
        answer("shop", "chk-1");

        assertThat(answer("other", "chk-1").again()).isFalse();
        assertThat(answer("shop", "chk-2").again()).isFalse();
    }

    @Test
    void answer_older_than_a_day_is_forgotten() {
        answer("shop", "chk-1");
        nanos.set(Duration.ofHours(24).toNanos());
        answers.forgetOld();
        assertThat(answer("shop", "chk-1").again()).isTrue();

        nanos.incrementAndGet();
        answers.forgetOld();

        assertThat(answer("shop", "chk-1").again()).isFalse();
    }

    @Test
    void of_many_at_the_same_time_one_is_the_first() throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Answer>> given = IntStream.range(0, 1_000)
                    .mapToObj(i -> threads.submit(() -> answer("shop", "chk-" + i / 10)))
                    .toList();

            int firsts = 0;
            for (Future<Answer> one : given) {
                firsts += one.get().again() ? 0 : 1;
            }
            assertThat(firsts).isEqualTo(100);
            assertThat(made).hasValue(100);
        }
    }

    private Answer answer(String merchantId, String id) {
        Checkout checkout = new Checkout(
                id, merchantId, Instant.EPOCH, BigDecimal.ONE, "USD", null, null, null, null, null, null, null, null);
        return answers.answer(
                checkout, () -> Integer.toString(made.incrementAndGet()).getBytes(UTF_8));
    }
}
