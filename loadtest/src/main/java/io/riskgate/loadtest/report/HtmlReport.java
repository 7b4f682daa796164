package io.riskgate.loadtest.report;

import java.util.List;

/** Writes what was measured as one HTML page with plots that needs nothing beside it. It can be read as XML too. */
public final class HtmlReport {

    private final StringBuilder page = new StringBuilder();

    private HtmlReport() {}

    /** Conditions, all goals, then each scenario with its plots. */
    public static String of(Conditions conditions, List<ScenarioReport> scenarios) {
        HtmlReport report = new HtmlReport();
        report.page(conditions, scenarios);
        return report.page.toString();
    }

    /** Latency over percentile as an SVG of its own, readable wherever it is embedded. */
    public static String percentilePlot(ScenarioReport scenario) {
        return PercentilePlot.of(scenario);
    }

    private void page(Conditions conditions, List<ScenarioReport> scenarios) {
        page.append("""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>Riskgate under load</title>
                <style>
                """).append(Stylesheet.CSS).append("</style>\n</head>\n<body>\n");
        element("h1", "Riskgate under load, " + conditions.date());
        conditions(conditions);
        goals(scenarios);
        for (int i = 0; i < scenarios.size(); i++) {
            scenario(scenarios.get(i), anchor(i));
        }
        page.append("</body>\n</html>\n");
    }

    private void conditions(Conditions conditions) {
        page.append("<section>\n<dl>\n<dt>Command</dt><dd><code>")
                .append(Xml.escaped(conditions.command()))
                .append("</code></dd>\n");
        if (!conditions.lines().isEmpty()) {
            page.append("<dt>Conditions</dt><dd>")
                    .append(String.join(
                            "<br/>",
                            conditions.lines().stream().map(Xml::escaped).toList()))
                    .append("</dd>\n");
        }
        page.append("</dl>\n</section>\n");
    }

    private void goals(List<ScenarioReport> scenarios) {
        if (scenarios.stream().allMatch(scenario -> scenario.goals().isEmpty())) {
            return;
        }
        page.append("<section>\n");
        element("h2", "Goals");
        page.append("<div class=\"scroll\"><table class=\"goals\">\n<thead><tr>");
        for (String heading : List.of("result", "scenario", "what", "goal", "measured")) {
            element("th", heading);
        }
        page.append("</tr></thead>\n<tbody>\n");
        for (int i = 0; i < scenarios.size(); i++) {
            for (Goal goal : scenarios.get(i).goals()) {
                goal(goal, scenarios.get(i).name(), anchor(i));
            }
        }
        page.append("</tbody></table></div>\n</section>\n");
    }

    private void goal(Goal goal, String scenario, String anchor) {
        page.append("<tr>")
                .append(goal.met() ? "<td class=\"met\">✓ met</td>" : "<td class=\"missed\">✗ missed</td>")
                .append("<td><a href=\"#" + anchor + "\">")
                .append(Xml.escaped(scenario))
                .append("</a></td>");
        element("td", goal.what());
        element("td", goal.goal());
        element("td", goal.measured());
        page.append("</tr>\n");
    }

    private void scenario(ScenarioReport scenario, String anchor) {
        page.append("<section class=\"scenario\" id=\"" + anchor + "\">\n");
        element("h2", scenario.name());
        element("p", scenario.summary());
        if (!scenario.measurements().isEmpty()) {
            measurements(scenario.measurements());
            page.append(PercentilePlot.of(scenario));
            page.append(TimeSeriesPlot.of(scenario));
        }
        if (!scenario.notes().isEmpty()) {
            page.append("<ul>\n");
            scenario.notes().forEach(note -> element("li", note));
            page.append("</ul>\n");
        }
        page.append("</section>\n");
    }

    private void measurements(List<Measurement> runs) {
        page.append("<div class=\"scroll\"><table>\n<thead><tr><th>measurement</th>");
        for (Column column : Column.ALL) {
            page.append(
                    "<th>" + Xml.escaped(column.heading()) + "<small>" + Xml.escaped(column.unit()) + "</small></th>");
        }
        page.append("</tr></thead>\n<tbody>\n");
        for (Measurement run : runs) {
            page.append("<tr>");
            element("td", run.name());
            Column.ALL.forEach(column -> element("td", column.of(run)));
            page.append("</tr>\n");
        }
        page.append("</tbody></table></div>\n");
    }

    private void element(String name, String text) {
        page.append("<" + name + ">").append(Xml.escaped(text)).append("</" + name + ">\n");
    }

    /** Scenarios are told apart by their place, since a name may have any characters. */
    private static String anchor(int index) {
        return "scenario-" + (index + 1);
    }
}
