package io.riskgate.rules.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.rules.Compilation;
import io.riskgate.rules.CompiledRules;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a merchant's rules take of the heap decides how many merchants an engine can have. */
class HeapPerRulesetTest {

    private static final int SETS = 200;
    private static final int COLLECTIONS = 4;

    /** With compressed references; those of ZGC are twice as long. */
    private static final long BYTES_MAX = 155_000;

    @Test
    void compiledRulesets_takeLittleHeap() throws IOException {
        String text = Files.readString(Path.of("loadtest/rules/merchant.drl"));
        DrlCompiler compiler = new DrlCompiler();
        for (int warm = 0; warm < SETS; warm++) {
            compile(text, warm, compiler);
        }
        List<CompiledRules> kept = new ArrayList<>(SETS);

        long before = heapAfterGc();
        for (int set = 0; set < SETS; set++) {
            kept.add(compile(text, set, compiler));
        }
        long bytes = (heapAfterGc() - before) / kept.size();

        System.out.printf(
                "heap: %,d bytes for each of %d sets of %d rules%n",
                bytes, kept.size(), kept.getFirst().rules().size());
        assertThat(bytes).isBetween(1L, BYTES_MAX);
    }

    /** No two texts are equal. */
    private static CompiledRules compile(String text, int number, DrlCompiler compiler) {
        return ((Compilation.Accepted) compiler.compile(text.replace("3000.00", (3000 + number) + ".00"))).rules();
    }

    /** The least of several, since what a collection finds can still be growing smaller. */
    private static long heapAfterGc() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
