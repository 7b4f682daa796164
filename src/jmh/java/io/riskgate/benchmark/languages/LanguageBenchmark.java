package io.riskgate.benchmark.languages;

import io.riskgate.rules.compile.CheckoutEvaluator;
import io.riskgate.rules.compile.Traffic;
import io.riskgate.rules.compile.Workload;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** All rules of a set on one checkout, each language with its facts in the form that it reads. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 6, time = 1)
@Measurement(iterations = 5, time = 1)
public class LanguageBenchmark {

    @Param
    public Language engine;

    @Param({"10", "100", "1000"})
    public int rules;

    private Traffic traffic;
    private CheckoutEvaluator evaluator;

    @Setup
    public void open() {
        List<NeutralRule> neutral = NeutralRules.of(rules);
        Workload workload = Language.workload(neutral);
        traffic = workload.traffic();
        evaluator = engine.open(neutral, workload);
    }

    @TearDown
    public void close() {
        evaluator.close();
    }

    @Benchmark
    public int evaluate() {
        return evaluator.evaluate(traffic.next());
    }
}
