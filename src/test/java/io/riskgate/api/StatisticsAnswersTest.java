package io.riskgate.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.model.Verdict;
import io.riskgate.statistics.StatisticsReport;
import io.riskgate.statistics.StatisticsReport.OfVerdict;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticsAnswersTest {

    private static StatisticsReport.Counted counted(String scope, String code) {
        Map<Verdict, OfVerdict> verdicts = new EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            verdicts.put(verdict, new OfVerdict(0, new TreeMap<>()));
        }
        verdicts.put(Verdict.DECLINE, new OfVerdict(2, new TreeMap<>(Map.of("USD", new BigDecimal("12.5")))));
        return new StatisticsReport.Counted(List.of(new StatisticsReport.Row(
                scope,
                Instant.parse("2026-11-26T00:00:00Z"),
                2,
                verdicts,
                List.of(new StatisticsReport.ReasonCount(code, 2)),
                1,
                new TreeMap<>(Map.of("velocity:local", 1L)),
                new StatisticsReport.Latency(1, 2, 3, 4))));
    }

    @Test
    void csv_hasALineForEachNumber() {
        assertThat(StatisticsAnswers.csv(counted("acme", "card_testing")).split("\r\n"))
                .containsExactly(
                        "scope,time,measure,name,verdict,value",
                        "\"acme\",2026-11-26T00:00:00Z,decisions,,APPROVE,0",
                        "\"acme\",2026-11-26T00:00:00Z,decisions,,REVIEW,0",
                        "\"acme\",2026-11-26T00:00:00Z,decisions,,CHALLENGE,0",
                        "\"acme\",2026-11-26T00:00:00Z,decisions,,DECLINE,2",
                        "\"acme\",2026-11-26T00:00:00Z,amount,\"USD\",DECLINE,12.5",
                        "\"acme\",2026-11-26T00:00:00Z,reason,\"card_testing\",,2",
                        "\"acme\",2026-11-26T00:00:00Z,otherReasons,,,1",
                        "\"acme\",2026-11-26T00:00:00Z,degraded,\"velocity:local\",,1",
                        "\"acme\",2026-11-26T00:00:00Z,p50Micros,,,1",
                        "\"acme\",2026-11-26T00:00:00Z,p90Micros,,,2",
                        "\"acme\",2026-11-26T00:00:00Z,p99Micros,,,3",
                        "\"acme\",2026-11-26T00:00:00Z,maxMicros,,,4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "=1+1  | \"'=1+1\"",
                "+1    | \"'+1\"",
                "-1    | \"'-1\"",
                "@SUM  | \"'@SUM\"",
                "a=1   | \"a=1\"",
                "a\"b  | \"a\"\"b\"",
                "a,b   | \"a,b\""
            })
    void textInCsv_isNoFormula(String text, String quoted) {
        assertThat(StatisticsAnswers.csv(counted(text, "a")).split("\r\n")[1])
                .isEqualTo(quoted + ",2026-11-26T00:00:00Z,decisions,,APPROVE,0");
        assertThat(StatisticsAnswers.csv(counted("acme", text)).split("\r\n")[6])
                .isEqualTo("\"acme\",2026-11-26T00:00:00Z,reason," + quoted + ",,2");
    }
}
