package io.riskgate.rules.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.rules.Compilation;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Texts are checked on many threads at once, and nothing that the parsers keep may be shared. */
class ParallelCompilationTest {

    private static final int THREADS = 8;
    private static final int TEXTS = 400;

    private static final String TEXT = """
            package parallel
            function int POINTS() { return 5; }
            rule "r" when Checkout( amount > 5, card.country in ("US", "DE"), !(ip.country == "FR") )
            then decision.score(POINTS(), "r"); decision.tag("t"); end
            """;

    @Test
    void textsOnManyThreads_areAllTaken() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            Callable<Compilation> compile = () -> new DrlCompiler().compile(TEXT);
            List<Callable<Compilation>> all =
                    IntStream.range(0, TEXTS).mapToObj(i -> compile).toList();
            for (Future<Compilation> compiled : threads.invokeAll(all)) {
                assertThat(compiled.get()).isInstanceOf(Compilation.Accepted.class);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
