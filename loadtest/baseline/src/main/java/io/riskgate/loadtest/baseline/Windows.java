package io.riskgate.loadtest.baseline;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The four windows that the rules look into, each by merchant. Thread-safe. */
@Singleton
final class Windows {

    private final KeyedWindows<Key, String, Long> cards =
            new KeyedWindows<>(Duration.ofMinutes(10), Total.Count::new, System::nanoTime);
    private final KeyedWindows<AccountKey, BigDecimal, BigDecimal> customers =
            new KeyedWindows<>(Duration.ofHours(24), Total.Sum::new, System::nanoTime);
    private final KeyedWindows<Key, String, Long> devices =
            new KeyedWindows<>(Duration.ofHours(24), Total.Distinct::new, System::nanoTime);
    private final KeyedWindows<Key, String, Long> ips =
            new KeyedWindows<>(Duration.ofMinutes(1), Total.Count::new, System::nanoTime);

    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor();

    private record Key(String merchantId, String value) {}

    private record AccountKey(String merchantId, String customerId, String currency) {}

    void start(@Observes StartupEvent event) {
        for (KeyedWindows<?, ?, ?> windows : List.of(cards, customers, devices, ips)) {
            sweeper.scheduleWithFixedDelay(windows::forgetIdle, 1, 1, TimeUnit.MINUTES);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        sweeper.shutdownNow();
    }

    /** Counts the checkout and tells what the windows have then; 0 of what the checkout has no value for. */
    Velocity count(Checkout checkout) {
        String merchant = checkout.merchantId();
        long atMillis = checkout.occurredAt().toEpochMilli();
        String card = checkout.card().fingerprint();
        String customer = checkout.customer().id();
        String device = checkout.device().id();
        String ip = checkout.ip().address();
        return new Velocity(
                card == null ? 0 : cards.add(new Key(merchant, card), atMillis, card),
                customer == null
                        ? BigDecimal.ZERO
                        : customers.add(
                                new AccountKey(merchant, customer, checkout.currency()), atMillis, checkout.amount()),
                device == null || card == null ? 0 : devices.add(new Key(merchant, device), atMillis, card),
                ip == null ? 0 : ips.add(new Key(merchant, ip), atMillis, ip));
    }
}
