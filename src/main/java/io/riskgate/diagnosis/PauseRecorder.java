package io.riskgate.diagnosis;

import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;

/**
 * Follows the JVM's flight recorder: collections, pauses and stalls, to the nanosecond, as they happen. Only these three kinds of
 * events are recorded, without stacks; they are rare, so what it costs is the recorder's own threads, which look every second.
 */
final class PauseRecorder implements AutoCloseable {

    /** What the recorder keeps on the disk, in the directory for temporary files. */
    private static final long DISK_BYTES_MAX = 16L * 1024 * 1024;

    private final RecordingStream stream;

    /**
     * Begins to follow; blocks for some 100 ms.
     *
     * @param minutes are told, on the recorder's thread, within a second or two
     * @throws IllegalStateException if the JVM has no recorder; another exception if it cannot run, as without a directory to write to
     */
    PauseRecorder(Minutes<CollectorActivity> minutes) {
        stream = new RecordingStream();
        try {
            stream.setMaxSize(DISK_BYTES_MAX);
            stream.setOrdered(false);
            stream.enable("jdk.GarbageCollection").withoutThreshold();
            stream.enable("jdk.GCPhasePause").withoutThreshold();
            stream.enable("jdk.ZAllocationStall").withoutThreshold();
            stream.onEvent(
                    "jdk.GarbageCollection",
                    event -> minutes.add(event.getEndTime(), CollectorActivity.ofCollections(1)));
            stream.onEvent(
                    "jdk.GCPhasePause",
                    event -> minutes.add(event.getEndTime(), CollectorActivity.ofPauses(1, nanos(event))));
            stream.onEvent(
                    "jdk.ZAllocationStall",
                    event -> minutes.add(event.getEndTime(), CollectorActivity.ofStall(nanos(event))));
            stream.startAsync();
        } catch (RuntimeException | Error notStarted) {
            stream.close();
            throw notStarted;
        }
    }

    private static long nanos(RecordedEvent event) {
        return event.getDuration().toNanos();
    }

    /** Ends the recording; blocks for a moment. */
    @Override
    public void close() {
        stream.close();
    }
}
