package io.riskgate.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TariffTest {

    private static Tariff tariff(String decision, String rule, String upload, String trip, String... surge) {
        return Tariff.of(new UsageConfig() {
            @Override
            public Weights weights() {
                return new Weights() {
                    @Override
                    public String decision() {
                        return decision;
                    }

                    @Override
                    public String ruleEvaluation() {
                        return rule;
                    }

                    @Override
                    public String upload() {
                        return upload;
                    }

                    @Override
                    public String redisRoundTrip() {
                        return trip;
                    }
                };
            }

            @Override
            public Optional<List<String>> surge() {
                return surge.length == 0 ? Optional.empty() : Optional.of(List.of(surge));
            }
        });
    }

    @Test
    void units_areTheSumByWeight() {
        Tariff tariff = tariff("1", "0.001", "10", "0.05");
        assertThat(tariff.units(new Usage(100, 4_000, 2, 90)).toPlainString()).isEqualTo("128.5");
        assertThat(tariff.units(Usage.NONE).toPlainString()).isEqualTo("0");
        assertThat(tariff.units(new Usage(1_000, 0, 0, 0)).toPlainString()).isEqualTo("1000");
    }

    @Test
    void tenths_areExact() {
        Tariff tariff = tariff("0.1", "0", "0.2", "0");
        assertThat(tariff.units(new Usage(1, 0, 1, 0)).toPlainString()).isEqualTo("0.3");
        assertThat(tariff.units(new Usage(1_000_000_000_003L, 0, 0, 0)).toPlainString())
                .isEqualTo("100000000000.3");
    }

    /** 3,600 decisions an hour are one a second. */
    @ParameterizedTest
    @CsvSource({"7199, 7199", "7200, 7200", "7201, 7201.5", "36000, 50400", "36001, 50402", "72000, 122400"})
    void decisionsBeyondAStep_weighItsFactor(long decisions, String units) {
        Tariff tariff = tariff("1", "0", "0", "0", "2:1.5", "10:2");
        assertThat(tariff.units(new Usage(decisions, 0, 0, 0)).toPlainString()).isEqualTo(units);
    }

    @Test
    void surge_concernsDecisionsAlone_andMayMakeThemCheaper() {
        Tariff tariff = tariff("2", "1", "0", "0", "1:0.5");
        assertThat(tariff.units(new Usage(3_700, 10, 0, 0)).toPlainString()).isEqualTo("7310");
    }

    /** Each decision by itself, in the order in which the hour has them. */
    @Test
    void units_areThoseOfDecisionsOneByOne() {
        Random random = new Random(42);
        for (int tries = 0; tries < 50; tries++) {
            // Rates whose hours are whole numbers of decisions.
            int first = 1 + random.nextInt(50);
            int second = first + 1 + random.nextInt(50);
            BigDecimal weight = BigDecimal.valueOf(random.nextInt(1_000), 3);
            BigDecimal[] factors = {
                BigDecimal.ONE, BigDecimal.valueOf(random.nextInt(500), 2), BigDecimal.valueOf(random.nextInt(500), 2)
            };
            Tariff tariff = tariff(
                    weight.toPlainString(),
                    "0",
                    "0",
                    "0",
                    "%s:%s".formatted(rate(first), factors[1]),
                    "%s:%s".formatted(rate(second), factors[2]));
            int decisions = random.nextInt(4_000);
            BigDecimal expected = IntStream.range(0, decisions)
                    .mapToObj(i -> weight.multiply(factors[i < first * 36 ? 0 : i < second * 36 ? 1 : 2]))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(tariff.units(new Usage(decisions, 0, 0, 0))).isEqualByComparingTo(expected);
        }
    }

    private static String rate(int hundredths) {
        return BigDecimal.valueOf(hundredths, 2).toPlainString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-1 | 0 | 1:2      | riskgate.usage.weights.decision",
                "1e3 | 0 | 1:2     | riskgate.usage.weights.decision",
                "1 | 1000001 | 1:2 | riskgate.usage.weights.rule-evaluation",
                "1 | 0.0000000001 | 1:2 | riskgate.usage.weights.rule-evaluation",
                "1 | 0 | 100       | riskgate.usage.surge",
                "1 | 0 | x:2       | riskgate.usage.surge",
                "1 | 0 | 1:-2      | riskgate.usage.surge",
                "1 | 0 | 2:2;2:3   | riskgate.usage.surge",
                "1 | 0 | 3:2;2:3   | riskgate.usage.surge"
            })
    void badValue_isNamed(String decision, String rule, String surge, String option) {
        assertThatThrownBy(() -> tariff(decision, rule, "0", "0", surge.split(";")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(option);
    }

    @Test
    void tooManySteps_areRefused() {
        String[] steps = IntStream.rangeClosed(1, Tariff.STEPS_MAX + 1)
                .mapToObj(i -> i + ":2")
                .toArray(String[]::new);
        assertThatThrownBy(() -> tariff("1", "0", "0", "0", steps)).hasMessageContaining("at most 10 steps");
    }
}
