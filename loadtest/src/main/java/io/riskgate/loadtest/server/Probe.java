package io.riskgate.loadtest.server;

import com.sun.management.ThreadMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.riskgate.loadtest.report.Vitals;
import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Reads what a server's JVM has used so far, through its own management interface, which needs no option at its start. */
public final class Probe implements AutoCloseable {

    private static final double MIB = 1024 * 1024;

    private final long pid;
    private final JMXConnector connector;
    private final UnixOperatingSystemMXBean process;
    private final ThreadMXBean threads;
    private final MemoryMXBean memory;
    private final CompilationMXBean compilation;
    private final List<GarbageCollectorMXBean> collectors;
    private final UnixOperatingSystemMXBean self =
            (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** What a server had used at some time. */
    public record Reading(
            long atNanos,
            long serverNanos,
            long generatorNanos,
            long generatorPauseMillis,
            long allocatedBytes,
            long pauses,
            long pauseMillis,
            long compilationMillis) {}

    private Probe(long pid, JMXConnector connector) throws IOException {
        this.pid = pid;
        this.connector = connector;
        MBeanServerConnection server = connector.getMBeanServerConnection();
        process = ManagementFactory.newPlatformMXBeanProxy(
                server, ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME, UnixOperatingSystemMXBean.class);
        threads = ManagementFactory.newPlatformMXBeanProxy(
                server, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
        memory = ManagementFactory.newPlatformMXBeanProxy(
                server, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
        compilation = ManagementFactory.newPlatformMXBeanProxy(
                server, ManagementFactory.COMPILATION_MXBEAN_NAME, CompilationMXBean.class);
        collectors = ManagementFactory.getPlatformMXBeans(server, GarbageCollectorMXBean.class);
    }

    /** Attaches to the server's JVM, which is ours: what it sends is no stranger's. */
    @SuppressWarnings("BanJNDI")
    public static Probe attach(Server server) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(server.pid()));
            try {
                String address = machine.startLocalManagementAgent();
                return new Probe(server.pid(), JMXConnectorFactory.connect(new JMXServiceURL(address)));
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException notAJvm) {
            throw new IOException("the server's JVM cannot be attached to", notAJvm);
        }
    }

    public Reading read() {
        return new Reading(
                System.nanoTime(),
                process.getProcessCpuTime(),
                self.getProcessCpuTime(),
                millis(ManagementFactory.getGarbageCollectorMXBeans().stream()),
                threads.getTotalThreadAllocatedBytes(),
                pauses().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum(),
                millis(pauses()),
                compilation.getTotalCompilationTime());
    }

    /** What was used since the reading, for so many requests. */
    public Vitals since(Reading before, long requests) throws IOException {
        Reading now = read();
        double each = Math.max(1, requests);
        return new Vitals(
                (now.serverNanos - before.serverNanos) / 1e3 / each,
                (now.generatorNanos - before.generatorNanos) / 1e3 / each,
                now.generatorPauseMillis - before.generatorPauseMillis,
                (double) (now.serverNanos - before.serverNanos) / (now.atNanos - before.atNanos),
                (now.allocatedBytes - before.allocatedBytes) / each,
                now.pauses - before.pauses,
                now.pauseMillis - before.pauseMillis,
                now.compilationMillis - before.compilationMillis,
                memory.getHeapMemoryUsage().getUsed() / MIB,
                residentMiB(),
                threads.getThreadCount(),
                process.getOpenFileDescriptorCount());
    }

    /** The heap that is in use after a full collection, which this has done. */
    public double liveHeapMiB() {
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed() / MIB;
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }

    /** Of a collector that works beside the program only what stops it. */
    private Stream<GarbageCollectorMXBean> pauses() {
        boolean concurrent = collectors.stream().anyMatch(c -> c.getName().endsWith("Pauses"));
        return collectors.stream().filter(c -> !concurrent || c.getName().endsWith("Pauses"));
    }

    private static long millis(Stream<GarbageCollectorMXBean> collectors) {
        return collectors.mapToLong(GarbageCollectorMXBean::getCollectionTime).sum();
    }

    private double residentMiB() throws IOException {
        Path status = Path.of("/proc/" + pid + "/status");
        if (!Files.isReadable(status)) {
            return Double.NaN;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                    .findFirst()
                    .orElse(Double.NaN);
        }
    }
}
