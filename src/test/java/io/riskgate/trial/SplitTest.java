package io.riskgate.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riskgate.fixture.Checkouts;
import io.riskgate.model.Checkout;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {

    private static final int CHECKOUTS = 100_000;
    private static final List<Checkout> OF_CUSTOMERS = IntStream.range(0, CHECKOUTS)
            .mapToObj(i -> Checkouts.ofCustomer("acme", "chk-" + i, "c-" + i))
            .toList();

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 10, 50, 99})
    void share_isWithinOnePercentOfWhatWasAskedFor(int percent) {
        assertThat(percentOf("acme", 2, percent)).isCloseTo(percent, within(1.0));
        assertThat(percentOf("platform", 31, percent)).isCloseTo(percent, within(1.0));
    }

    @Test
    void all_isEveryOne() {
        assertThat(percentOf("acme", 2, 100)).isEqualTo(100);
    }

    @Test
    void checkoutsWithoutACustomer_areSpreadByTheirIds() {
        long has = IntStream.range(0, CHECKOUTS)
                .filter(i -> Split.has("acme", 2, 10, Checkouts.checkout("acme", "chk-" + i)))
                .count();
        assertThat(has * 100.0 / CHECKOUTS).isCloseTo(10, within(1.0));
    }

    @Test
    void customer_isAlwaysOnTheSameSide() {
        for (int i = 0; i < 1_000; i++) {
            Checkout one = Checkouts.ofCustomer("acme", "chk-" + i, "c-" + i);
            Checkout other = Checkouts.ofCustomer("acme", "another-" + i, "c-" + i);
            assertThat(Split.has("acme", 2, 30, one)).isEqualTo(Split.has("acme", 2, 30, other));
        }
        // What it was when this was written: a restart, another node or a new release must not deal anew.
        assertThat(IntStream.range(0, 20)
                        .filter(i -> Split.has("acme", 2, 30, OF_CUSTOMERS.get(i)))
                        .boxed())
                .containsExactly(0, 5, 7, 10, 12, 13, 15, 17, 18);
    }

    @Test
    void largerShare_hasTheCustomersOfTheSmallerOne() {
        assertThat(OF_CUSTOMERS.subList(0, 1_000))
                .filteredOn(checkout -> Split.has("acme", 2, 10, checkout))
                .isNotEmpty()
                .allMatch(checkout -> Split.has("acme", 2, 25, checkout));
    }

    @Test
    void versionsAndScopes_haveOtherCustomers() {
        assertThat(percentOfBoth("acme", 2, "acme", 3)).isCloseTo(1, within(0.2));
        assertThat(percentOfBoth("acme", 2, "platform", 2)).isCloseTo(1, within(0.2));
    }

    private static double percentOf(String scope, int version, int percent) {
        return OF_CUSTOMERS.stream()
                        .filter(checkout -> Split.has(scope, version, percent, checkout))
                        .count()
                * 100.0
                / CHECKOUTS;
    }

    /** Of two canaries with ten percent each. */
    private static double percentOfBoth(String scope, int version, String otherScope, int otherVersion) {
        return OF_CUSTOMERS.stream()
                        .filter(checkout -> Split.has(scope, version, 10, checkout)
                                && Split.has(otherScope, otherVersion, 10, checkout))
                        .count()
                * 100.0
                / CHECKOUTS;
    }
}
