package io.riskgate.rules.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.rules.Compilation;
import io.riskgate.rules.CompiledRules;
import io.riskgate.rules.Evaluation;
import io.riskgate.rules.RuleSession;
import io.riskgate.velocity.Feature;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rulesets come and go; nothing of them may stay behind. */
class SwapTest {

    private static final int SWAPS = Integer.getInteger("riskgate.swaps", 1_200);
    private static final int RULES = 50;
    private static final long KIB = 1024;

    @Test
    void swappedRulesets_leaveNothingBehind() {
        DrlCompiler compiler = new DrlCompiler();
        RandomCheckouts checkouts = new RandomCheckouts(new SplittableRandom(1));
        int warm = SWAPS / 4;
        long metaspaceBefore = 0;
        long heapBefore = 0;
        int loadedBefore = 0;
        long startNanos = System.nanoTime();
        for (int swap = 0; swap < SWAPS; swap++) {
            if (swap == warm) {
                heapBefore = heapAfterGc();
                metaspaceBefore = metaspace();
                loadedBefore = loadedClasses();
            }
            CompiledRules rules = ((Compilation.Accepted) compiler.compile(rules(swap))).rules();
            try (RuleSession session = rules.newSession()) {
                session.evaluate(new Evaluation(checkouts.next(), features(rules), 0, (list, value) -> false));
            }
        }
        double millis = (System.nanoTime() - startNanos) / 1e6 / SWAPS;
        long heapGrowth = heapAfterGc() - heapBefore;
        long metaspaceGrowth = metaspace() - metaspaceBefore;
        int classesGrowth = loadedClasses() - loadedBefore;

        System.out.printf(
                "swaps: %d of %d rules, %.1f ms each; from swap %d on: heap after GC %+d KiB, metaspace %+d KiB, classes %+d%n",
                SWAPS, RULES, millis, warm, heapGrowth / KIB, metaspaceGrowth / KIB, classesGrowth);
        assertThat(heapGrowth).isLessThan(8 * 1024 * KIB);
        assertThat(metaspaceGrowth).isLessThan(512 * KIB);
        assertThat(classesGrowth).isLessThan(50);
    }

    private static String rules(int swap) {
        return "package swap\n"
                + IntStream.range(0, RULES)
                        .mapToObj(i -> """
                                rule "r%d" when
                                    Checkout( amount > %d, card.country != "US" || velocity.count("card", "10m") > %d )
                                    exists Item( category == "c%d" )
                                then decision.score(%d, "swap_%d"); end
                                """.formatted(i, swap + i, i, swap * i, i, swap))
                        .collect(Collectors.joining());
    }

    private static Number[] features(CompiledRules rules) {
        return rules.features().stream()
                .map(f -> f.kind() == Feature.Kind.SUM ? (Number) BigDecimal.ONE : Long.valueOf(1))
                .toArray(Number[]::new);
    }

    private static long heapAfterGc() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long metaspace() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .mapToLong((MemoryPoolMXBean pool) -> pool.getUsage().getUsed())
                .sum();
    }

    private static int loadedClasses() {
        return ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
    }
}
