package io.riskgate.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A network between a client and a server on the loopback interface that can be slow, swallow what is sent, or break. Each
 * direction is a {@link Lane} of its own: a held lane to the client lets commands happen whose answers are lost.
 *
 * <p>Thread-safe; changes hold for connections present and future. A connection takes {@value #CHUNKS_MAX} chunks of
 * {@value #CHUNK_BYTES} bytes a direction and then, as TCP does, makes its sender wait; past {@value #CONNECTIONS_MAX}
 * connections, new ones are closed at once.
 */
public final class SlowLink implements AutoCloseable {

    private static final int CONNECTIONS_MAX = 256;
    private static final int CHUNKS_MAX = 256;
    private static final int CHUNK_BYTES = 16 * 1024;

    private final ServerSocket listener;
    private final int serverPort;
    private final Lane toServer = new Lane();
    private final Lane toClient = new Lane();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean refusing;

    private SlowLink(int serverPort) throws IOException {
        this.serverPort = serverPort;
        this.listener = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("slow link").start(this::accept);
    }

    /** A link that is fast until it is told otherwise. It takes connections also while the server is gone, and resets them. */
    public static SlowLink to(int serverPort) throws IOException {
        return new SlowLink(serverPort);
    }

    public int port() {
        return listener.getLocalPort();
    }

    public URI uri() {
        return URI.create("redis://127.0.0.1:" + port());
    }

    public Lane toServer() {
        return toServer;
    }

    public Lane toClient() {
        return toClient;
    }

    /** As {@link Lane#hold} in both directions: a partition, of which neither side is told. */
    public void partition() {
        toServer.hold();
        toClient.hold();
    }

    /** Ends a {@link #partition} and {@link #refuse}: what was held arrives, as after a retransmission. */
    public void heal() {
        refusing = false;
        toServer.release();
        toClient.release();
    }

    /** Resets the present connections; what is under way on them is lost. New ones are as good as ever. */
    public void cut() {
        connections.forEach(Connection::reset);
    }

    /** Cuts, and closes new connections at once until it is healed. */
    public void refuse() {
        refusing = true;
        cut();
    }

    /** How many connections there are. */
    public int connections() {
        return connections.size();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (refusing || connections.size() >= CONNECTIONS_MAX) {
                    client.close();
                } else {
                    Thread.ofVirtual().start(() -> connect(client));
                }
            } catch (IOException closed) {
                // The loop's condition tells whether it was the listener.
            }
        }
    }

    private void connect(Socket client) {
        Socket server = new Socket();
        Connection connection = new Connection(client, server);
        connections.add(connection);
        try {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort));
            connection.carry(client, server, toServer);
            connection.carry(server, client, toClient);
        } catch (IOException unreachable) {
            connection.reset();
        }
        if (refusing || listener.isClosed()) {
            connection.reset();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
    }

    private final class Connection {

        private final Socket client;
        private final Socket server;
        private final List<Thread> threads = new CopyOnWriteArrayList<>();
        private final AtomicInteger lanesOpen = new AtomicInteger(2);

        Connection(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void carry(Socket from, Socket to, Lane lane) throws IOException {
            BlockingQueue<Chunk> underWay = new ArrayBlockingQueue<>(CHUNKS_MAX);
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            threads.add(Thread.ofVirtual().start(() -> deliver(underWay, to, out, lane)));
            threads.add(Thread.ofVirtual().start(() -> take(in, underWay, lane)));
        }

        private void take(InputStream in, BlockingQueue<Chunk> underWay, Lane lane) {
            byte[] buffer = new byte[CHUNK_BYTES];
            try {
                int length;
                do {
                    length = in.read(buffer);
                    underWay.put(new Chunk(lane.due(), Arrays.copyOf(buffer, Math.max(length, 0))));
                } while (length >= 0);
            } catch (IOException | InterruptedException broken) {
                reset();
            }
        }

        private void deliver(BlockingQueue<Chunk> underWay, Socket to, OutputStream out, Lane lane) {
            try {
                while (true) {
                    Chunk chunk = underWay.take();
                    lane.await(chunk.dueNanos());
                    if (chunk.isEnd()) {
                        to.shutdownOutput();
                        if (lanesOpen.decrementAndGet() == 0) {
                            reset();
                        }
                        return;
                    }
                    out.write(chunk.bytes());
                }
            } catch (IOException | InterruptedException broken) {
                reset();
            }
        }

        void reset() {
            connections.remove(this);
            for (Socket socket : new Socket[] {client, server}) {
                try {
                    socket.setSoLinger(true, 0);
                    socket.close();
                } catch (IOException closed) {
                    // It was meant to be.
                }
            }
            threads.forEach(Thread::interrupt);
        }
    }

    private record Chunk(long dueNanos, byte[] bytes) {
        boolean isEnd() {
            return bytes.length == 0;
        }
    }

    /** One direction. */
    public static final class Lane {

        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private final AtomicLong delayNanos = new AtomicLong();
        private boolean held;

        private Lane() {}

        /** Of what is sent from now on; the order stays. */
        public void delay(Duration delay) {
            delayNanos.set(delay.toNanos());
        }

        /** Nothing arrives any more, the ends of connections included, until {@link #release}. */
        public void hold() {
            set(true);
        }

        /** What was held arrives. */
        public void release() {
            set(false);
        }

        private void set(boolean held) {
            lock.lock();
            try {
                this.held = held;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        private long due() {
            return System.nanoTime() + delayNanos.get();
        }

        private void await(long dueNanos) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(dueNanos - System.nanoTime());
            lock.lock();
            try {
                while (held) {
                    changed.await();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
