package io.riskgate.benchmark;

import io.riskgate.benchmark.languages.Language;
import io.riskgate.benchmark.languages.LanguageBenchmark;
import io.riskgate.rules.compile.CompileBenchmark;
import io.riskgate.rules.compile.EvaluateBenchmark;
import io.riskgate.rules.compile.FirstCompileBenchmark;
import io.riskgate.rules.compile.RuleCompiler;
import io.riskgate.rules.compile.RuleEngine;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;

/** Lays the results out as Markdown: one table a question, engines below each other, ruleset sizes side by side. */
final class Report {

    private static final Map<String, String> COMPILERS = Arrays.stream(RuleCompiler.values())
            .collect(Collectors.toMap(Enum::name, RuleCompiler::label, (a, b) -> a, LinkedHashMap::new));
    private static final Map<String, String> ENGINES = Arrays.stream(RuleEngine.values())
            .collect(Collectors.toMap(Enum::name, RuleEngine::label, (a, b) -> a, LinkedHashMap::new));

    private static final Map<String, String> LANGUAGES = Arrays.stream(Language.values())
            .collect(Collectors.toMap(Enum::name, Language::label, (a, b) -> a, LinkedHashMap::new));

    private static final List<Section> SECTIONS = List.of(
            new Section("Compilation, warm, ms", CompileBenchmark.class, COMPILERS, null, 1),
            new Section("Compilation, warm, ms of CPU", CompileBenchmark.class, COMPILERS, CpuProfiler.LABEL, 1),
            new Section("First compilation of a JVM, ms", FirstCompileBenchmark.class, COMPILERS, null, 1),
            new Section("Evaluation of one checkout, µs", EvaluateBenchmark.class, ENGINES, null, 1),
            new Section(
                    "Evaluation of one checkout, µs of CPU", EvaluateBenchmark.class, ENGINES, CpuProfiler.LABEL, 1),
            new Section(
                    "Allocated by the evaluation of one checkout, KiB",
                    EvaluateBenchmark.class,
                    ENGINES,
                    "gc.alloc.rate.norm",
                    1_024),
            new Section("Other languages: one checkout, µs", LanguageBenchmark.class, LANGUAGES, null, 1),
            new Section(
                    "Other languages: one checkout, µs of CPU",
                    LanguageBenchmark.class,
                    LANGUAGES,
                    CpuProfiler.LABEL,
                    1),
            new Section(
                    "Other languages: allocated by one checkout, KiB",
                    LanguageBenchmark.class,
                    LANGUAGES,
                    "gc.alloc.rate.norm",
                    1_024));

    private Report() {}

    /**
     * @param traffic what the rulesets and the checkouts were, a sentence each
     * @param arguments what the program was started with
     */
    static String markdown(String title, Collection<RunResult> results, List<String> traffic, String arguments) {
        StringBuilder text = new StringBuilder("## " + title + "\n\n");
        text.append("`./riskgate bench")
                .append(arguments.isEmpty() ? "" : " " + arguments)
                .append("`\n\n");
        results.stream().findFirst().ifPresent(first -> text.append(conditions(first.getParams()))
                .append("\n\n"));
        traffic.forEach(sentence -> text.append("- ").append(sentence).append('\n'));
        for (Section section : SECTIONS) {
            text.append(section.markdown(results));
        }
        return text.toString();
    }

    private static String conditions(BenchmarkParams params) {
        return "JDK " + params.getJdkVersion() + ", " + params.getVmName() + ", `"
                + params.getJvmArgs().stream()
                        .filter(arg -> !arg.startsWith("-D"))
                        .collect(Collectors.joining(" "))
                + "`, " + Runtime.getRuntime().availableProcessors() + " cores, one thread.";
    }
}
