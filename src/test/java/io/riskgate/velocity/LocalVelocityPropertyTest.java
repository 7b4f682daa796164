package io.riskgate.velocity;

import static io.riskgate.velocity.Shopping.CARD;
import static io.riskgate.velocity.Shopping.DEVICE;
import static io.riskgate.velocity.Shopping.TIER;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.model.Checkout;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Against the oracle, over streams with bursts and gaps. */
class LocalVelocityPropertyTest {

    private static final VelocityLimits LIMITS = new VelocityLimits(10_000, 1_000_000, 1_000, 100_000);
    private static final long DAY = 24 * 3_600_000L;
    private static final List<Feature> FEATURES = features();

    private static List<Feature> features() {
        List<Feature> features = new ArrayList<>();
        for (Window window : Window.values()) {
            features.add(Feature.count(CARD, window));
            features.add(Feature.sum(CARD, window));
            features.add(Feature.count(new Dimension("merchant"), window));
            features.add(Feature.sum(TIER, window));
            features.add(Feature.distinct(DEVICE, CARD, window));
            features.add(Feature.distinct(CARD, DEVICE, window));
        }
        return features;
    }

    @Property(tries = 30)
    void inOrder_noneIsMissed_andThoseTooManyAreAtMostA32ndTooOld(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 3) int merchants,
            @ForAll @IntRange(min = 1, max = 6) int values) {
        Shopping shopping = new Shopping(seed, merchants, values);
        LocalVelocity velocity = new LocalVelocity(LIMITS);
        ExactWindows exact = new ExactWindows();
        for (int i = 0; i < 250; i++) {
            Checkout checkout = shopping.next();
            exact.add(checkout);
            Number[] foreseen = velocity.peek(checkout, FEATURES, false);
            Number[] answers = velocity.gather(checkout, FEATURES);
            for (int f = 0; f < answers.length; f++) {
                assertWithinBound(answers[f], exact, checkout, FEATURES.get(f));
                assertWithinBound(foreseen[f], exact, checkout, FEATURES.get(f));
            }
        }
    }

    @Property(tries = 20)
    void afterLateCheckouts_readersInOrderStillMissNone(@ForAll long seed) {
        Shopping shopping = new Shopping(seed, 2, 2);
        LocalVelocity velocity = new LocalVelocity(LIMITS);
        ExactWindows exact = new ExactWindows();
        for (int i = 0; i < 250; i++) {
            boolean late = i % 4 == 3;
            Checkout checkout = late ? shopping.late(DAY) : shopping.next();
            exact.add(checkout);
            Number[] answers = velocity.gather(checkout, FEATURES);
            for (int f = 0; f < answers.length && !late; f++) {
                assertWithinBound(answers[f], exact, checkout, FEATURES.get(f));
            }
        }
    }

    @Property(tries = 20)
    void lateReader_findsItsWindowToTheWidthOfACell(@ForAll long seed) {
        Shopping shopping = new Shopping(seed, 2, 2);
        LocalVelocity velocity = new LocalVelocity(LIMITS);
        ExactWindows exact = new ExactWindows();
        List<Feature> features = FEATURES.stream()
                .filter(f -> f.kind() != Feature.Kind.DISTINCT && f.window().millis() <= 14 * DAY)
                .toList();
        for (int i = 0; i < 250; i++) {
            Checkout checkout = i % 4 == 3 ? shopping.late(DAY) : shopping.next();
            exact.add(checkout);
            velocity.gather(checkout, features);
        }
        for (int i = 0; i < 50; i++) {
            Checkout late = shopping.late(DAY);
            Number[] answers = velocity.peek(late, features, true);
            for (int f = 0; f < answers.length; f++) {
                Feature feature = features.get(f);
                long cellMillis = (feature.window().millis() + DAY) / 32;
                assertBetween(answers[f], exact.read(late, feature), exact.read(late, feature, cellMillis, cellMillis));
            }
        }
    }

    @Property(tries = 10)
    void sameCheckouts_makeTheSameWindows(@ForAll long seed) {
        VelocityLimits tight = new VelocityLimits(60, VelocityLimits.CELLS_MIN, 3, 40);
        LocalVelocity before = new LocalVelocity(tight);
        LocalVelocity after = new LocalVelocity(tight);
        Shopping shopping = new Shopping(seed, 5, 40);
        List<Checkout> journal = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            Checkout checkout = i % 5 == 4 ? shopping.late(2 * DAY) : shopping.next();
            journal.add(checkout);
            before.gather(checkout, FEATURES);
            before.peek(journal.getFirst(), FEATURES, true);
        }

        journal.forEach(checkout -> after.gather(checkout, FEATURES));

        assertThat(after.groups()).isEqualTo(before.groups()).isEqualTo(60);
        assertThat(after.cells()).isEqualTo(before.cells());
        assertThat(after.distinctValues()).isEqualTo(before.distinctValues());
        for (Checkout checkout : journal) {
            assertThat(after.peek(checkout, FEATURES, true)).containsExactly(before.peek(checkout, FEATURES, true));
        }
    }

    private static void assertWithinBound(Number answer, ExactWindows exact, Checkout checkout, Feature feature) {
        long earlierMillis =
                feature.kind() == Feature.Kind.DISTINCT ? 0 : feature.window().millis() / 32;
        assertBetween(answer, exact.read(checkout, feature), exact.read(checkout, feature, earlierMillis, 0));
    }

    private static void assertBetween(Number answer, Number atLeast, Number atMost) {
        assertThat(decimal(answer)).isBetween(decimal(atLeast), decimal(atMost));
    }

    private static BigDecimal decimal(Number number) {
        return number instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf(number.longValue());
    }
}
