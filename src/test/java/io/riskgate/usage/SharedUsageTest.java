package io.riskgate.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.riskgate.fixture.Checkouts;
import io.riskgate.fixture.SettableClock;
import io.riskgate.journal.parts.UtcHour;
import io.riskgate.redis.RedisServer;
import io.riskgate.store.StoreUnavailableException;
import io.riskgate.store.redis.RedisStores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes on one Redis. */
class SharedUsageTest {

    private static final Tariff TARIFF =
            new Tariff(BigDecimal.ONE, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, List.of());

    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock(Checkouts.NOON);
    private final RedisStores stores = new RedisStores();
    private RedisServer server;
    private UsageExchange exchange;
    private MeteredNode a;
    private MeteredNode b;
    private UsagePublisher ofA;
    private UsagePublisher ofB;

    @BeforeEach
    void start() throws IOException {
        server = RedisServer.start();
        exchange = stores.usage(server.uri());
        a = new MeteredNode(directory.resolve("a"), clock, UsageMeter.ROWS_MAX);
        // Whose parts end within an hour.
        b = new MeteredNode(directory.resolve("b"), clock, 10);
        ofA = publisher(a);
        ofB = publisher(b);
    }

    @AfterEach
    void stop() {
        a.close();
        b.close();
        stores.close();
        server.close();
    }

    private UsagePublisher publisher(MeteredNode node) {
        return new UsagePublisher(node.meter, List.of(exchange), clock);
    }

    private UsageReport report(MeteredNode by) {
        UsageReports reports = new UsageReports(by.meter, exchange, TARIFF, clock);
        long now = UtcHour.of(clock.instant());
        return reports.report(null, "", now - 20 * UtcHour.PER_DAY, now + 2);
    }

    private Map<String, List<Long>> journalled() {
        Map<String, List<Long>> both = new TreeMap<>(a.journalled.rows());
        b.journalled
                .rows()
                .forEach((key, row) -> both.merge(
                        key,
                        row,
                        (x, y) -> List.of(
                                x.get(0) + y.get(0), x.get(1) + y.get(1), x.get(2) + y.get(2), x.get(3) + y.get(3))));
        return both;
    }

    private void traffic(Random random, int entries) {
        for (int i = 0; i < entries; i++) {
            clock.advance(Duration.ofSeconds(random.nextInt(50) == 0 ? -random.nextInt(3_000) : random.nextInt(240)));
            (random.nextBoolean() ? a : b).append(MeteredNode.random(random, clock.instant()));
        }
        a.awaitWritten();
        b.awaitWritten();
    }

    @Test
    void report_isOfBothNodes_whicheverIsAsked() throws IOException {
        Random random = new Random(5);
        for (int round = 0; round < 20; round++) {
            traffic(random, 150);
            if (random.nextBoolean()) {
                a.meter.summarize();
                b.meter.summarize();
            }
            ofA.publish();
            ofB.publish();
            // Saying it again changes nothing.
            ofA.publish();
            if (round % 3 == 2) {
                b.restart();
                ofB = publisher(b);
                ofB.publish();
            }
            assertThat(CountedUsage.of(report(a)).rows()).isEqualTo(journalled());
            assertThat(CountedUsage.of(report(b)).rows()).isEqualTo(journalled());
        }
        assertThat(report(a).nodes())
                .containsExactlyInAnyOrder(
                        new UsageReport.Node(a.meter.node(), clock.instant()),
                        new UsageReport.Node(b.meter.node(), clock.instant()));
    }

    @Test
    void report_hasWhatAPageHasRoomFor_ofAllNodes() {
        int merchants = UsageReports.ROWS_MAX + 50;
        for (int i = 0; i < merchants; i++) {
            MeteredNode node = i % 2 == 0 ? a : b;
            node.append(MeteredNode.decision("merchant-" + i, "1", clock.instant(), 1, 0));
        }
        a.awaitWritten();
        b.awaitWritten();
        ofB.publish();
        long now = UtcHour.of(clock.instant());
        UsageReports reports = new UsageReports(a.meter, exchange, TARIFF, clock);
        UsageReport first = reports.report(null, "", now, now + 1);
        assertThat(first.rows()).hasSize(UsageReports.ROWS_MAX);
        UsageReport second = reports.report(null, first.next(), now, now + 1);
        assertThat(second.rows()).hasSize(50);
        assertThat(second.next()).isNull();
        CountedUsage both = CountedUsage.of(first);
        second.rows().forEach(row -> both.add(row.merchantId(), row.hour(), 1, 1, 0, 0));
        assertThat(both.rows()).isEqualTo(journalled());
        assertThat(reports.report("merchant-1", "", now, now + 1).rows()).hasSize(1);
    }

    @Test
    void whatANodeHasNotTold_isNotCounted_andTheReportSaysUpToWhen() {
        traffic(new Random(6), 50);
        ofB.publish();
        Instant told = clock.instant();
        clock.advance(Duration.ofMinutes(1));
        b.append(MeteredNode.decision("late", "1", clock.instant(), 1, 0));
        b.awaitWritten();
        UsageReport report = report(a);
        assertThat(report.rows()).extracting(UsageReport.Row::merchantId).doesNotContain("late");
        assertThat(report.nodes()).contains(new UsageReport.Node(b.meter.node(), told));
        ofB.publish();
        assertThat(CountedUsage.of(report(a)).rows()).isEqualTo(journalled());
    }

    @Test
    void redisThatLostEverything_isToldAgain() {
        traffic(new Random(7), 900);
        a.meter.summarize();
        ofA.publish();
        ofB.publish();
        server.command("FLUSHALL");
        ofA.publish();
        ofB.publish();
        assertThat(CountedUsage.of(report(a)).rows()).isEqualTo(journalled());
    }

    /** A node's exchange at which Redis loses everything once, just before the node leaves its mark. */
    private UsageExchange losingBeforeTheMark() {
        AtomicBoolean lost = new AtomicBoolean();
        return (UsageExchange) Proxy.newProxyInstance(
                UsageExchange.class.getClassLoader(), new Class<?>[] {UsageExchange.class}, (proxy, method, with) -> {
                    boolean isLast = method.getName().equals("putMark")
                            && !Instant.EPOCH.equals(((UsageAudience.Mark) with[2]).upTo());
                    if (isLast && lost.compareAndSet(false, true)) {
                        server.command("FLUSHALL");
                    }
                    return method.invoke(exchange, with);
                });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void redisThatLosesEverythingWhileItIsTold_isToldAgain(boolean toldBefore) {
        traffic(new Random(12), 300);
        if (toldBefore) {
            ofA.publish();
            traffic(new Random(13), 50);
        }
        ofA = new UsagePublisher(a.meter, List.of(losingBeforeTheMark()), clock);
        ofA.publish();
        assertThat(exchange.marks()).as("Redis has lost everything").isEmpty();
        ofA.publish();
        ofB.publish();
        assertThat(CountedUsage.of(report(b)).rows()).isEqualTo(journalled());
    }

    @Test
    void redisThatLostWhatWasSaidLast_isToldThatAgain() {
        traffic(new Random(8), 50);
        ofA.publish();
        ofB.publish();
        server.command("SAVE");
        traffic(new Random(9), 900);
        a.meter.summarize();
        b.meter.summarize();
        ofA.publish();
        ofB.publish();
        server.kill();
        server.restart();
        await().ignoreException(StoreUnavailableException.class).untilAsserted(() -> {
            ofA.publish();
            ofB.publish();
        });
        assertThat(CountedUsage.of(report(b)).rows()).isEqualTo(journalled());
    }

    @Test
    void frozenRedis_isSaid_andNothingIsLost() {
        traffic(new Random(10), 50);
        ofA.publish();
        traffic(new Random(11), 50);
        server.freeze();
        try {
            assertThatThrownBy(ofA::publish).isInstanceOf(StoreUnavailableException.class);
            assertThatThrownBy(() -> report(a)).isInstanceOf(StoreUnavailableException.class);
        } finally {
            server.thaw();
        }
        await().ignoreException(StoreUnavailableException.class).untilAsserted(() -> {
            ofA.publish();
            ofB.publish();
        });
        assertThat(CountedUsage.of(report(b)).rows()).isEqualTo(journalled());
    }

    @Test
    void audienceThatIsAway_isToldLater_andKeepsNobodyFromBeingTold() throws IOException {
        MemoryAudience other = new MemoryAudience();
        ofA = new UsagePublisher(a.meter, List.of(other, exchange), clock);
        traffic(new Random(14), 100);
        other.away = true;
        assertThatThrownBy(ofA::publish).isInstanceOf(UncheckedIOException.class);
        ofB.publish();
        assertThat(CountedUsage.of(report(b)).rows()).isEqualTo(journalled());

        other.away = false;
        for (int seed = 15; seed < 18; seed++) {
            ofA.publish();
            assertThat(other.counted().rows()).isEqualTo(a.journalled.rows());
            traffic(new Random(seed), 100);
            if (seed == 16) {
                a.restart();
                ofA = new UsagePublisher(a.meter, List.of(other), clock);
            }
        }
    }

    @Test
    void keys_goAfterFourHundredDays() {
        a.append(MeteredNode.decision("acme", "1", clock.instant(), 1, 0));
        a.awaitWritten();
        ofA.publish();
        assertThat(List.of("test:1:{usage}:202611", "test:1:{usage}:202611:acme"))
                .allSatisfy(key -> assertThat((Long) server.command("PTTL", key))
                        .isBetween(
                                Duration.ofDays(401).toMillis(),
                                Duration.ofDays(402).toMillis()));
    }
}
