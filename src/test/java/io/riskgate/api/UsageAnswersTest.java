package io.riskgate.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.usage.Usage;
import io.riskgate.usage.UsageReport;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageAnswersTest {

    private static final Instant HOUR = Instant.parse("2026-11-26T00:00:00Z");

    private static UsageReport report(String merchantId) {
        return new UsageReport(
                List.of(new UsageReport.Row(merchantId, HOUR, new Usage(1, 2, 3, 4), BigDecimal.ONE)),
                List.of(new UsageReport.Node("host-a-1", HOUR), new UsageReport.Node("host-b-2", HOUR)),
                null);
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
                "a\"b | \"a\"\"b\"",
                "'     | \"'\""
            })
    void merchantInCsv_isNoFormula(String merchantId, String quoted) {
        assertThat(UsageAnswers.csv(report(merchantId)).split("\r\n")[1])
                .isEqualTo(quoted + ",2026-11-26T00:00:00Z,1,2,3,4,1");
    }

    @Test
    void nodes_areNamedForAdminsAlone() {
        assertThat(UsageAnswers.report(0, 1, report("acme"), true).nodes())
                .extracting(UsageAnswers.Node::node)
                .containsExactly("host-a-1", "host-b-2");
        assertThat(UsageAnswers.report(0, 1, report("acme"), false).nodes())
                .extracting(UsageAnswers.Node::node)
                .containsExactly("1", "2");
    }
}
