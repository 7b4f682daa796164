package io.riskgate.simulator;

import io.riskgate.model.Customer;
import java.time.Instant;
import java.util.List;

/** New accounts by the dozen for the newcomers' discount, behind mailboxes that are gone in an hour. */
final class DisposableMail implements Attack {

    private static final List<String> WELL_KNOWN = List.of(
            "mailinator.com",
            "yopmail.com",
            "guerrillamail.com",
            "10minutemail.com",
            "temp-mail.org",
            "trashmail.com",
            "sharklasers.com",
            "maildrop.cc");

    /** Known to those who keep track of such domains. */
    private static final List<String> REPORTED = List.of(
            "onehourpost.example",
            "popinbox.example",
            "nowandgone.example",
            "quickdrop.example",
            "burner-mail.example",
            "moment.example");

    /** Too new for anybody. */
    private static final List<String> UNREPORTED = List.of("brightletter.example", "kiwipost.example");

    @Override
    public Label label() {
        return Label.DISPOSABLE_MAIL;
    }

    @Override
    public int campaignSize() {
        return 14;
    }

    @Override
    public void run(Scene scene) {
        Dice dice = scene.dice();
        Shop shop = Shop.any(dice);
        REPORTED.forEach(domain -> scene.know("disposable_domains", domain));
        for (Instant at : scene.moments(dice.between(8, 20), dice.between(1.0, 16.0) * 60)) {
            Customer customer = hidden(scene.accountOfAge(at, 2 + dice.exponential(40)), dice);
            Payer payer = scene.fraudster(shop, customer);
            scene.day().add(at, label(), shop, payer, Basket.near(dice.logNormal(38, 0.6), shop, dice));
        }
    }

    /** The same customer behind a mailbox of this kind, as honest people use one too if they dislike advertising. */
    static Customer hidden(Customer customer, Dice dice) {
        List<String> domains =
                switch (dice.pickWeighted(62, 32, 6)) {
                    case 0 -> WELL_KNOWN;
                    case 1 -> REPORTED;
                    default -> UNREPORTED;
                };
        String email = Names.localPart(dice) + "@" + dice.pick(domains);
        return new Customer(customer.id(), email, customer.phone(), customer.createdAt());
    }
}
