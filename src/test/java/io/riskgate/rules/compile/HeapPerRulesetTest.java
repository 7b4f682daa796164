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
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** What a merchant's rules take of the heap decides how many merchants an engine can have. */
class HeapPerRulesetTest {

    private static final int SETS = 100;
    private static final int COLLECTIONS = 4;

    /** With compressed references; those of ZGC are twice as long. */
    private static final long BYTES_MAX = 40_000;

    private static final long OWN_NETWORK_BYTES_MAX = 145_000;

    @Test
    void rulesetsOfOneStructure_takeLittleHeap() throws IOException {
        String text = Files.readString(Path.of("loadtest/rules/merchant.drl"));
        assertThat(bytesEach("one structure", number -> text.replace("3000.00", (3000 + number) + ".00")))
                .isBetween(1L, BYTES_MAX);
    }

    @Test
    void rulesetsOfStructuresOfTheirOwn_takeMore() throws IOException {
        String text = Files.readString(Path.of("loadtest/rules/merchant.drl"));
        assertThat(bytesEach("structures of their own", number -> withItems(text, number)))
                .isBetween(1L, OWN_NETWORK_BYTES_MAX);
    }

    /** No two texts are equal. */
    private static long bytesEach(String what, IntFunction<String> texts) {
        DrlCompiler compiler = new DrlCompiler();
        for (int warm = 0; warm < SETS; warm++) {
            compile(texts.apply(warm), compiler);
        }
        List<CompiledRules> kept = new ArrayList<>(SETS);

        long before = heapAfterGc();
        for (int set = 0; set < SETS; set++) {
            kept.add(compile(texts.apply(set), compiler));
        }
        long bytes = (heapAfterGc() - before) / kept.size();

        System.out.printf(
                "heap, %s: %,d bytes for each of %d sets of %d rules%n",
                what, bytes, kept.size(), kept.getFirst().rules().size());
        return bytes;
    }

    /** The rules whose bits are set in the number are about items too, which stays a pattern of its own in the network. */
    private static String withItems(String text, int number) {
        String[] rules = text.split("(?m)^end$");
        for (int rule = 0; rule < rules.length; rule++) {
            if ((number >> rule & 1) == 1) {
                rules[rule] = rules[rule].replaceFirst("Checkout\\(", "Item( price > 1 )\n    Checkout(");
            }
        }
        return String.join("end", rules);
    }

    private static CompiledRules compile(String text, DrlCompiler compiler) {
        return ((Compilation.Accepted) compiler.compile(text)).rules();
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
