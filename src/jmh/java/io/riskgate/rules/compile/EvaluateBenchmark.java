package io.riskgate.rules.compile;

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

/** All rules of a set on one checkout, velocity and lists being at hand. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 5, time = 1)
public class EvaluateBenchmark {

    @Param
    public RuleEngine engine;

    @Param({"10", "100", "1000"})
    public int rules;

    private Traffic traffic;
    private CheckoutEvaluator evaluator;

    @Setup
    public void open() {
        Workload workload = new Workload(rules);
        traffic = workload.traffic();
        evaluator = engine.open(workload);
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
