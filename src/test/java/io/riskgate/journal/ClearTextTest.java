package io.riskgate.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.fixture.Checkouts;
import io.riskgate.fixture.DeafListener;
import io.riskgate.model.Address;
import io.riskgate.model.Checkout;
import io.riskgate.model.Decision;
import io.riskgate.model.Verdict;
import io.riskgate.simulator.DayPlan;
import io.riskgate.simulator.DaySimulator;
import io.riskgate.simulator.LabelledCheckout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody reads who has the journal's files and not its keys. */
class ClearTextTest {

    private static final Pattern SEALED = Pattern.compile(",\"sealed\":\"[^\"]*\"");

    /** A postal code is also a number. */
    private static final Pattern NUMBER = Pattern.compile("\"n\":\\d+,");

    private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"");
    private static final Pattern WORD = Pattern.compile("[^\\s\",:{}\\[\\]]+");

    @TempDir
    Path dataDir;

    @Test
    void noneOfTenThousandShoppers_isInTheJournalInClear() throws IOException {
        List<Checkout> checkouts = DaySimulator.simulate(new DayPlan(7, 10_000, Checkouts.NOON)).checkouts().stream()
                .map(LabelledCheckout::checkout)
                .toList();
        try (FileJournal journal =
                new FileJournal(dataDir, JournalSettings.DEFAULTS, new DeafListener(), Clock.systemUTC())) {
            for (Checkout checkout : checkouts) {
                assertThat(journal.append(entry(checkout))).isTrue();
            }
        }
        Set<String> personal = new HashSet<>();
        checkouts.forEach(checkout -> addPersonal(checkout, personal));
        assertThat(personal).hasSizeGreaterThan(20_000);

        Set<String> found = new HashSet<>();
        for (Path file : JournalDirectory.files(FileJournal.directory(dataDir))) {
            String unsealed = SEALED.matcher(Files.readString(file, US_ASCII)).replaceAll("");
            String readable = NUMBER.matcher(unsealed).replaceAll("");
            addAll(TEXT.matcher(readable), 1, found);
            addAll(WORD.matcher(readable), 0, found);
        }
        assertThat(found).hasSizeGreaterThan(10_000);
        found.retainAll(personal);
        assertThat(found).isEmpty();
    }

    private static void addAll(Matcher matcher, int group, Set<String> to) {
        while (matcher.find()) {
            to.add(matcher.group(group).toLowerCase(Locale.ROOT));
        }
    }

    private static void addPersonal(Checkout checkout, Set<String> to) {
        add(checkout.customer().id(), to);
        add(checkout.customer().email(), to);
        add(checkout.customer().phone(), to);
        add(checkout.card().fingerprint(), to);
        add(checkout.device().id(), to);
        add(checkout.ip().address(), to);
        add(checkout.billing(), to);
        add(checkout.shipping(), to);
    }

    private static void add(Address address, Set<String> to) {
        add(address.line1(), to);
        add(address.city(), to);
        add(address.postalCode(), to);
    }

    private static void add(String value, Set<String> to) {
        if (value != null) {
            to.add(value.toLowerCase(Locale.ROOT));
        }
    }

    private static JournalEntry entry(Checkout checkout) {
        Decision decision = new Decision(
                checkout.id(),
                checkout.merchantId(),
                Verdict.APPROVE,
                0,
                List.of(),
                List.of(),
                List.of("platform@1"),
                List.of(),
                120);
        return new JournalEntry(Checkouts.NOON, checkout, decision, true, 3, 0);
    }
}
