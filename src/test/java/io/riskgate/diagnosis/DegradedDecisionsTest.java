package io.riskgate.diagnosis;

import static io.riskgate.fixture.Checkouts.checkout;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.decision.Deciding;
import io.riskgate.diagnosis.Finding.Named;
import io.riskgate.fixture.Checkouts;
import io.riskgate.fixture.Decided;
import io.riskgate.fixture.SettableClock;
import io.riskgate.model.Checkout;
import io.riskgate.model.Verdict;
import io.riskgate.statistics.CountedStatistics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DegradedDecisionsTest {

    @TempDir
    Path dataDir;

    private final SettableClock clock = new SettableClock(Checkouts.NOON);
    private CountedStatistics statistics;

    @BeforeEach
    void start() {
        statistics = new CountedStatistics(dataDir, clock);
    }

    private Finding examined() {
        return new DegradedDecisions(statistics.reports(), clock).examine();
    }

    @Test
    void merchantsOfAShardThatHangs_areOnTheirFallback() throws InterruptedException {
        List<Checkout> checkouts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            checkouts.add(checkout("m-" + i, "1"));
            checkouts.add(checkout("m-" + i, "2"));
        }
        Deciding.journalOfHangingShard(checkouts).forEach(statistics::written);

        Finding finding = examined();
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.summary()).contains("Of 40 decisions", "overload");
        assertThat(finding.of()).hasSize(5).extracting(Named::name).allMatch(name -> name.startsWith("m-"));
        assertThat(finding.of())
                .allMatch(merchant -> merchant.numbers().get("fallbacks").equals(2L));
        assertThat(finding.advice()).contains("fallback verdict");
    }

    @Test
    void wholeDecisions_areFine() {
        assertThat(examined().severity()).isEqualTo(Severity.OK);
        for (int i = 0; i < 50; i++) {
            statistics.written(Decided.decided("acme", "c-" + i, clock.instant(), Verdict.APPROVE));
        }
        assertThat(examined().severity()).isEqualTo(Severity.OK);
        assertThat(examined().summary()).contains("50 decisions");
    }
}
