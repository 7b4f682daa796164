package io.riskgate.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class UsagePageTest {

    private static final int ROWS_MAX = 12;

    /** Rows of 20 merchants, in any order and in several pieces. */
    private static List<Map.Entry<MerchantHour, Usage>> rows() {
        Random random = new Random(3);
        List<Map.Entry<MerchantHour, Usage>> rows = new ArrayList<>();
        for (int merchant = 0; merchant < 20; merchant++) {
            int hours = 1 + random.nextInt(10);
            for (int hour = 0; hour < hours; hour++) {
                for (int piece = 0; piece < 3; piece++) {
                    rows.add(Map.entry(
                            new MerchantHour("m-" + merchant, hour), new Usage(random.nextInt(9), piece, 0, 1)));
                }
            }
        }
        Collections.shuffle(rows, random);
        return rows;
    }

    @Test
    void pages_haveEachRowOnce_andMerchantsAsAWhole() {
        List<Map.Entry<MerchantHour, Usage>> rows = rows();
        Map<MerchantHour, Usage> expected = new TreeMap<>();
        rows.forEach(row -> expected.merge(row.getKey(), row.getValue(), Usage::plus));
        Map<MerchantHour, Usage> paged = new TreeMap<>();
        int pages = 0;
        String after = "";
        while (after != null) {
            UsagePage page = new UsagePage(after, ROWS_MAX);
            rows.forEach(row -> page.add(row.getKey(), row.getValue()));
            assertThat(page.rows()).hasSizeBetween(1, ROWS_MAX);
            assertThat(paged.keySet().stream().map(MerchantHour::merchantId))
                    .doesNotContain(page.rows().firstKey().merchantId());
            paged.putAll(page.rows());
            after = page.next();
            pages++;
        }
        assertThat(paged).isEqualTo(expected);
        assertThat(pages).isGreaterThan(5);
    }
}
