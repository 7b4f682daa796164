package io.riskgate.loadtest.report;

/**
 * What a run cost. A value that could not be read is {@link Double#NaN} or -1.
 *
 * @param serverMicros processor time of the server for each request, in microseconds, user and system, with its compiler
 *     and collector threads
 * @param generatorMicros the same of the generator
 * @param generatorPauseMillis for which the generator's own collector stopped it; every request that was due meanwhile is late
 * @param serverCores how many cores the server kept busy on the average
 * @param allocatedBytes for each request
 * @param pauses of the server's collector
 * @param pauseMillis of them in all
 * @param compilationMillis that the server's compiler threads spent
 * @param heapMiB used at the end, garbage included
 * @param residentMiB of the server's process at the end
 * @param threads of the server at the end
 * @param descriptors open files and sockets of the server at the end
 */
public record Vitals(
        double serverMicros,
        double generatorMicros,
        double generatorPauseMillis,
        double serverCores,
        double allocatedBytes,
        long pauses,
        double pauseMillis,
        long compilationMillis,
        double heapMiB,
        double residentMiB,
        long threads,
        long descriptors) {}
