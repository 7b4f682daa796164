package io.riskgate.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.riskgate.diagnosis.Finding.Named;
import io.riskgate.fixture.Checkouts;
import io.riskgate.fixture.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

class DiagnosisTest {

    private final SettableClock clock = new SettableClock(Checkouts.NOON);

    private record Examined(String id, Supplier<Severity> severity) implements Examination {
        @Override
        public Finding examine() {
            return Finding.of(id, severity.get(), "So it is.", Numbers.none(), List.of(), "");
        }
    }

    private DiagnosisReport diagnosed(Examination... examinations) {
        return new Diagnosis(List.of(examinations), clock).diagnose();
    }

    @Test
    void findings_areTheWorstFirst() {
        DiagnosisReport report = diagnosed(
                new Examined("b", () -> Severity.NOTICE),
                new Examined("c", () -> Severity.CRITICAL),
                new Examined("a", () -> Severity.OK),
                new Examined("a2", () -> Severity.NOTICE));
        assertThat(report.findings()).extracting(Finding::id).containsExactly("c", "a2", "b", "a");
        assertThat(report.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(report.at()).isEqualTo(Checkouts.NOON);
    }

    @Test
    void examinationThatFails_isAFindingBesideTheOthers() {
        DiagnosisReport report = diagnosed(new Examined("fine", () -> Severity.OK), new Examined("broken", () -> {
            throw new IllegalStateException("no disk");
        }));
        assertThat(report.findings()).extracting(Finding::id).containsExactly("broken", "fine");
        assertThat(report.findings().getFirst().severity()).isEqualTo(Severity.WARNING);
        assertThat(report.findings().getFirst().summary()).contains("no disk");
    }

    @Test
    void whoAsksAgainAtOnce_getsTheSame() {
        AtomicInteger examined = new AtomicInteger();
        Diagnosis diagnosis = new Diagnosis(
                List.of(new Examined("a", () -> {
                    examined.incrementAndGet();
                    return Severity.OK;
                })),
                clock);
        IntStream.range(0, 100).forEach(i -> diagnosis.diagnose());
        assertThat(examined).hasValueLessThan(100);
        int before = examined.get();
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            diagnosis.diagnose();
            return examined.get() > before;
        });
    }

    @Test
    void checkOfReadinessThatIsDown_isNamed() {
        HealthCheckResponse up = HealthCheckResponse.up("rulesets");
        HealthCheckResponse down = HealthCheckResponse.down("warm-up");
        assertThat(new NodeReadiness(List.of(() -> up)).examine().severity()).isEqualTo(Severity.OK);
        Finding finding = new NodeReadiness(List.of(() -> up, () -> down)).examine();
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.of()).extracting(Named::name).containsExactly("warm-up");
    }

    @Test
    void noMoreIsNamedThanHelps_andNumbersHaveFourDigits() {
        List<Named> many = IntStream.range(0, 100)
                .mapToObj(i -> new Named("m-" + i, Numbers.none().toMap()))
                .toList();
        Finding finding = Finding.of(
                "a",
                Severity.OK,
                "",
                Numbers.of("share", 1.0 / 3).and("none", Double.NaN).and("large", 1234567.0),
                many,
                "");
        assertThat(finding.of()).hasSize(Finding.NAMED_MAX);
        assertThat(finding.numbers()).hasSize(2).containsEntry("share", 0.3333).containsEntry("large", 1235000.0);
    }

    @Test
    void minutes_areForgottenAfterAnHour() {
        Minutes<Integer> minutes = new Minutes<>(0, Integer::sum);
        for (int minute = 0; minute < 100; minute++) {
            minutes.add(Checkouts.NOON.plus(Duration.ofMinutes(minute)), 1);
            minutes.add(Checkouts.NOON.plus(Duration.ofMinutes(minute)), 1);
        }
        assertThat(minutes.since(Checkouts.NOON)).isEqualTo(2 * Minutes.KEPT);
        assertThat(minutes.since(Checkouts.NOON.plus(Duration.ofMinutes(95)).plusSeconds(59)))
                .isEqualTo(10);
        assertThat(minutes.since(Checkouts.NOON.plus(Duration.ofMinutes(100)))).isZero();
    }

    @Test
    void minutesOfAClockThatWasAhead_areForgottenOnceItIsPutRight() {
        Minutes<Integer> minutes = new Minutes<>(0, Integer::sum);
        for (int minute = 0; minute < 2 * Minutes.KEPT; minute++) {
            minutes.add(Checkouts.NOON.plus(Duration.ofDays(1)).plus(Duration.ofMinutes(minute)), 1);
        }
        minutes.add(Checkouts.NOON, 1);
        minutes.add(Checkouts.NOON.plus(Duration.ofMinutes(1)), 1);
        assertThat(minutes.since(Checkouts.NOON)).isEqualTo(2);
    }

    /** As pauses do, of which the recorder tells behind them. */
    @Test
    void whatComesLate_leavesNewerMinutesAlone() {
        Minutes<Integer> minutes = new Minutes<>(0, Integer::sum);
        minutes.add(Checkouts.NOON.plus(Duration.ofMinutes(2)), 1);
        minutes.add(Checkouts.NOON, 1);
        assertThat(minutes.since(Checkouts.NOON)).isEqualTo(2);
    }
}
