package io.riskgate.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class HtmlReportTest {

    private static final String HOSTILE = "<b>& \"x\" 'y' \u0001";

    @Test
    void page_is_well_formed_and_has_two_plots_a_scenario() throws Exception {
        Document page = parse(Runs.scenario(Runs.of("echo", 1, 2, 3)), Runs.scenario(Runs.of("card", 4, 5)));

        assertThat(Documents.withClass(page, "svg", "plot")).hasSize(4);
        assertThat(Documents.withClass(page, "td", "met")).hasSize(2);
        assertThat(Documents.withClass(page, "td", "missed")).hasSize(2);
    }

    @Test
    void markup_in_any_text_is_text() throws Exception {
        ScenarioReport scenario = new ScenarioReport(
                HOSTILE,
                HOSTILE,
                List.of(Runs.of(HOSTILE, 1, 2)),
                List.of(new Goal(HOSTILE, HOSTILE, HOSTILE, true)),
                List.of(HOSTILE));

        String html = HtmlReport.of(new Conditions(HOSTILE, HOSTILE, List.of(HOSTILE)), List.of(scenario));

        assertThat(html).doesNotContain("<b>").doesNotContain("\u0001");
        Document page = Documents.parse(html);
        assertThat(Documents.elements(page, "td"))
                .extracting(Element::getTextContent)
                .contains(readable());
        assertThat(Documents.texts(page)).contains(readable());
    }

    @Test
    void every_row_has_a_cell_for_each_heading() throws Exception {
        Document page = parse(Runs.scenario(Runs.of("echo", 1, 2), Runs.of("card", 1)));

        for (Element table : Documents.elements(page, "table")) {
            int headings = table.getElementsByTagName("th").getLength();
            int rows = table.getElementsByTagName("tr").getLength() - 1;
            assertThat(table.getElementsByTagName("td").getLength()).isEqualTo(headings * rows);
        }
    }

    @Test
    void nothing_measured_is_shown_as_dashes() throws Exception {
        Measurement none = Runs.of("none", Runs.histogram(), List.of(), Runs.UNKNOWN);

        String html = HtmlReport.of(Runs.CONDITIONS, List.of(Runs.scenario(none), Runs.emptyScenario()));

        assertThat(html).doesNotContain("NaN").doesNotContain("Infinity");
        assertThat(Documents.elements(Documents.parse(html), "td"))
                .extracting(Element::getTextContent)
                .contains("none")
                .filteredOn(cell -> cell.equals("-"))
                .hasSize(13);
    }

    @Test
    void page_without_scenarios_is_well_formed() throws Exception {
        assertThat(Documents.elements(parse(), "h1")).hasSize(1);
    }

    @Test
    void page_needs_nothing_beside_it() {
        String html = HtmlReport.of(Runs.CONDITIONS, List.of(Runs.scenario(Runs.of("echo", 1, 2, 3))));

        assertThat(html)
                .doesNotContain("<script")
                .doesNotContain("src=")
                .doesNotContain("url(")
                .doesNotContain("@import")
                .doesNotContain("<link");
    }

    private static Document parse(ScenarioReport... scenarios) throws Exception {
        return Documents.parse(HtmlReport.of(Runs.CONDITIONS, List.of(scenarios)));
    }

    private static String readable() {
        return HOSTILE.replace('\u0001', '\ufffd');
    }
}
