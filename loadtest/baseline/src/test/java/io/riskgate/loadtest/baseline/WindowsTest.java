package io.riskgate.loadtest.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.loadtest.baseline.Checkout.Card;
import io.riskgate.loadtest.baseline.Checkout.Customer;
import io.riskgate.loadtest.baseline.Checkout.Device;
import io.riskgate.loadtest.baseline.Checkout.Ip;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowsTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final Windows windows = new Windows();

    @Test
    void windows_count_as_a_person_would() {
        windows.count(checkout("shop", 0, "10.00", "USD", "fp-1"));
        windows.count(checkout("shop", 30, "20.00", "USD", "fp-1"));
        windows.count(checkout("shop", 31, "40.00", "EUR", "fp-2"));
        windows.count(checkout("other", 40, "80.00", "USD", "fp-3"));

        Velocity velocity = windows.count(checkout("shop", 61, "5.50", "USD", "fp-1"));

        assertThat(velocity.count("card", "10m")).isEqualTo(3);
        assertThat(velocity.sum("customer", "24h")).isEqualByComparingTo("35.50");
        assertThat(velocity.distinct("card", "device", "24h")).isEqualTo(2);
        assertThat(velocity.count("ip", "1m")).isEqualTo(3);
    }

    @Test
    void checkout_without_parts_gets_zero() {
        Velocity velocity = windows.count(checkout("shop", 0, "1", "USD", null, null, null, null));

        assertThat(velocity).isEqualTo(new Velocity(0, BigDecimal.ZERO, 0, 0));
    }

    @Test
    void checkouts_at_the_same_time_are_each_counted_once() throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<?> done : IntStream.range(0, 999)
                    .<Future<?>>mapToObj(
                            i -> threads.submit(() -> windows.count(checkout("shop", 0, "0.01", "USD", "fp-" + i % 7))))
                    .toList()) {
                done.get();
            }
        }

        Velocity velocity = windows.count(checkout("shop", 0, "0.01", "USD", "fp-0"));

        assertThat(velocity.count("ip", "1m")).isEqualTo(1_000);
        assertThat(velocity.sum("customer", "24h")).isEqualByComparingTo("10.00");
        assertThat(velocity.distinct("card", "device", "24h")).isEqualTo(7);
    }

    private static Checkout checkout(String merchant, int seconds, String amount, String currency, String card) {
        return checkout(merchant, seconds, amount, currency, "c-1", card, "d-1", "203.0.113.7");
    }

    private static Checkout checkout(
            String merchant,
            int seconds,
            String amount,
            String currency,
            String customer,
            String card,
            String device,
            String ip) {
        return new Checkout(
                "chk",
                merchant,
                NOON.plusSeconds(seconds),
                new BigDecimal(amount),
                currency,
                new Customer(customer, null, null, null),
                new Card(card, null, null, null, null),
                new Device(device),
                new Ip(ip, null),
                null,
                null,
                null,
                null);
    }
}
