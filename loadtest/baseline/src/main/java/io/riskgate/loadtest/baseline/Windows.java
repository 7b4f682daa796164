package io.riskgate.loadtest.baseline;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

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

    private record Key(String merchantId, String value) {}

    private record AccountKey(String merchantId, String customerId, String currency) {}

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

    /** Forgets the windows that nothing came for since before their length. */
    void forgetIdle() {
        List.of(cards, customers, devices, ips).forEach(KeyedWindows::forgetIdle);
    }
}
