package io.riskgate.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.riskgate.model.Checkout;
import io.riskgate.model.Device;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A label says who made a checkout, and is not computed from what the checkout looks like. */
class LabelsTest {

    private static final DayPlan PLAN = new DayPlan(1, 5_000, Instant.parse("2026-05-20T15:00:00Z"));

    static Stream<Attack> attacks() {
        return Stream.of(
                new CardTesting(),
                new HammeredCard(),
                new DeviceScript(),
                new AddressFlood(),
                new AccountHammering(),
                new StackOfCards(),
                new ForeignCards(),
                new GiftCardCashOut(),
                new HighAmounts(),
                new DisposableMail(),
                new BustOut(),
                new KnownFraudster());
    }

    @Test
    void simulator_knows_nothing_of_what_decides() {
        JavaClasses simulator = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.riskgate.simulator");

        assertThat(simulator).hasSizeGreaterThan(30);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.riskgate.rules..",
                        "io.riskgate.decision..",
                        "io.riskgate.velocity..",
                        "io.riskgate.lists..",
                        "io.riskgate.shard..",
                        "io.riskgate.store..",
                        "io.riskgate.merchant..",
                        "io.riskgate.journal..",
                        "io.riskgate.api..",
                        "org.drools..",
                        "org.kie..")
                .because("labels that were computed from rules or windows would make the recall meaningless")
                .check(simulator);
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void attack_labels_all_that_it_does_and_nothing_else(Attack attack) {
        for (int seed = 0; seed < 20; seed++) {
            List<LabelledCheckout> made = run(attack, seed);

            assertThat(made).isNotEmpty().allMatch(labelled -> labelled.label() == attack.label());
        }
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void campaign_is_about_as_large_as_it_says(Attack attack) {
        double mean = IntStream.range(0, 60)
                .map(seed -> run(attack, seed).size())
                .average()
                .orElseThrow();

        assertThat(mean).isBetween(attack.campaignSize() * 0.7, attack.campaignSize() * 1.3);
    }

    @Test
    void every_attack_label_has_its_attack() {
        assertThat(attacks().map(Attack::label)).containsExactlyInAnyOrderElementsOf(Label.ATTACKS);
    }

    @Test
    void what_shoppers_do_is_labelled_honest_even_on_a_fraudsters_device() {
        Dice dice = new Dice(3);
        Identities identities = new Identities(10, 10, dice);
        Population population = new Population(5_000, PLAN.endsAt(), identities, dice);
        Device notorious = new Device("d-notorious");
        List<Shopper> vips = List.of(population.loyalTo(Shop.DEMO, dice));
        Timeline day = new Timeline(PLAN.day(), 5_000);

        new HonestTraffic(population, identities, List.of(notorious), vips, 1, dice).fill(day);

        List<LabelledCheckout> made = day.checkouts("t");
        assertThat(made).hasSize(5_000).allMatch(labelled -> labelled.label() == Label.HONEST);
        assertThat(made).anyMatch(labelled -> labelled.checkout().device().equals(notorious));
    }

    /** So that no single look at a checkout tells: the first steps of a burst are as ordinary as anybody's. */
    @Test
    void checkouts_of_the_same_shape_carry_different_labels() {
        SimulatedDay day = DaySimulator.simulate(PLAN);

        assertThat(labelsOf(
                        day,
                        "small and of a guest or a new account",
                        checkout -> checkout.amount().doubleValue() < 10 && isYoung(checkout)))
                .contains(Label.HONEST, Label.CARD_TESTING);
        assertThat(labelsOf(
                        day,
                        "ordinary",
                        checkout -> checkout.amount().doubleValue() > 30
                                && checkout.amount().doubleValue() < 80))
                .contains(Label.HONEST, Label.VELOCITY_CARD, Label.VELOCITY_DEVICE, Label.VELOCITY_IP, Label.BLOCKED);
    }

    private static List<Label> labelsOf(SimulatedDay day, String shape, Predicate<Checkout> hasShape) {
        List<Label> labels = day.checkouts().stream()
                .filter(labelled -> hasShape.test(labelled.checkout()))
                .map(LabelledCheckout::label)
                .distinct()
                .toList();
        assertThat(labels).as(shape).isNotEmpty();
        return labels;
    }

    private static boolean isYoung(Checkout checkout) {
        Long days = checkout.getAccountAgeDays();
        return days == null || days < 1;
    }

    private static List<LabelledCheckout> run(Attack attack, long seed) {
        Dice dice = new Dice(seed);
        Timeline day = new Timeline(PLAN.day(), 1_000);
        Identities identities = new Identities(10, 10, dice);
        attack.run(new Scene(dice, identities, new Timeline(PLAN.past(), 1_000), day));
        return day.checkouts("t");
    }
}
