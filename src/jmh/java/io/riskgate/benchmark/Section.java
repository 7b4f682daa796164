package io.riskgate.benchmark;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * One table of the report.
 *
 * @param engines the labels of the rows by the value of the parameter {@code engine}; the first row is what the others
 *     are compared with
 * @param profiled the profiler's result to show, or {@code null} for the time
 * @param unit how much of the result's unit one unit of the table is
 */
record Section(
        String title,
        Class<?> benchmark,
        Map<String, String> engines,
        @Nullable String profiled,
        double unit) {

    /** The table and the ratios, or an empty text if there are no results for it. */
    String markdown(Collection<RunResult> results) {
        Map<String, Map<Integer, Result<?>>> rows = new LinkedHashMap<>();
        engines.keySet().forEach(engine -> rows.put(engine, new LinkedHashMap<>()));
        TreeSet<Integer> sizes = new TreeSet<>();
        for (RunResult result : results) {
            if (result.getParams().getBenchmark().startsWith(benchmark.getName() + ".")) {
                int size = Integer.parseInt(result.getParams().getParam("rules"));
                sizes.add(size);
                rows.get(result.getParams().getParam("engine")).put(size, shown(result));
            }
        }
        rows.values().removeIf(Map::isEmpty);
        return rows.isEmpty() ? "" : table(rows, new ArrayList<>(sizes));
    }

    private Result<?> shown(RunResult result) {
        return profiled == null
                ? result.getPrimaryResult()
                : result.getSecondaryResults().get(profiled);
    }

    private String table(Map<String, Map<Integer, Result<?>>> rows, List<Integer> sizes) {
        StringBuilder text = new StringBuilder("\n### " + title + "\n\n| |");
        sizes.forEach(size -> text.append(String.format(Locale.ROOT, " %,d rules |", size)));
        text.append(" growth |\n| --- |")
                .append(" ---: |".repeat(sizes.size() + 1))
                .append('\n');
        rows.forEach((engine, bySize) -> {
            text.append("| ").append(engines.get(engine)).append(" |");
            sizes.forEach(size -> text.append(cell(bySize.get(size))));
            text.append(ratio(bySize.get(sizes.getLast()), bySize.get(sizes.getFirst())))
                    .append('\n');
        });
        Map.Entry<String, Map<Integer, Result<?>>> first =
                rows.entrySet().iterator().next();
        rows.forEach((engine, bySize) -> {
            if (!engine.equals(first.getKey())) {
                text.append("| ")
                        .append(engines.get(engine))
                        .append(" / ")
                        .append(engines.get(first.getKey()))
                        .append(" |");
                sizes.forEach(size ->
                        text.append(ratio(bySize.get(size), first.getValue().get(size))));
                text.append(" |\n");
            }
        });
        return text.toString();
    }

    private String cell(@Nullable Result<?> result) {
        if (result == null) {
            return " |";
        }
        double error = result.getScoreError() / unit;
        return " " + number(result.getScore() / unit) + (Double.isNaN(error) ? "" : " ± " + number(error)) + " |";
    }

    private static String ratio(@Nullable Result<?> of, @Nullable Result<?> to) {
        return of == null || to == null ? " |" : " " + number(of.getScore() / to.getScore()) + " x |";
    }

    /** Three digits are as many as a benchmark is good for. */
    private static String number(double value) {
        int decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
