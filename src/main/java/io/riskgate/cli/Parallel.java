package io.riskgate.cli;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Does the same with many things, on as many threads as there are cores. Not on the common pool: its threads keep the
 * class loader of whoever had them started, and Drools looks for its parts with it.
 */
final class Parallel {

    private Parallel() {}

    /** What came of each, in their order. Blocks until all are done. */
    static <T, R> List<R> map(List<T> things, Function<T, R> work) {
        int threads = Math.min(things.size(), Runtime.getRuntime().availableProcessors());
        try (ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, threads))) {
            return things.stream()
                    .map(thing -> CompletableFuture.supplyAsync(() -> work.apply(thing), pool))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
        }
    }
}
