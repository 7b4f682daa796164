package io.riskgate.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedAddressesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost/",
                "https://LocalHost:8443/a",
                "http://127.0.0.1/",
                "https://10.1.2.3/a",
                "https://[::1]/",
                "https://[::ffff:192.168.0.1]/"
            })
    void addressThatIsPrivate_isReachedOnlyIfThatIsAllowed(String url) {
        assertThat(new AllowedAddresses(false).mayReach(URI.create(url))).isFalse();
        assertThat(new AllowedAddresses(true).mayReach(URI.create(url))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://shop.example/a", "https://shop1/", "https://1.1.1.1/", "https://[2606:4700:4700::1111]/"
            })
    void addressThatMayBeOfTheInternet_isReached(String url) {
        assertThat(new AllowedAddresses(false).mayReach(URI.create(url))).isTrue();
    }
}
