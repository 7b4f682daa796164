package io.riskgate.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.riskgate.fixture.Checkouts;
import io.riskgate.fixture.SettableClock;
import io.riskgate.fixture.ShopServer;
import io.riskgate.fixture.ShopServer.Behaviour;
import io.riskgate.fixture.ShopServer.Got;
import io.riskgate.journal.DeliveryEntry;
import io.riskgate.journal.FileJournal;
import io.riskgate.journal.JournalReader;
import io.riskgate.journal.JournalSettings;
import io.riskgate.journal.OutcomeEntry;
import io.riskgate.merchant.MerchantSettings;
import io.riskgate.merchant.Merchants;
import io.riskgate.merchant.Webhook;
import io.riskgate.model.OutcomeKind;
import io.riskgate.model.Verdict;
import io.riskgate.telemetry.MetricNames;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookDeliveriesTest {

    private static final String SECRET = "a secret of some length";
    private static final Duration SOON = Duration.ofMillis(20);
    private static final WebhookSettings SETTINGS = new WebhookSettings(true, Duration.ofSeconds(30), SOON, SOON);

    /** A host of which name servers say nothing until they are {@link NameServers#recover well again}. */
    private static final String MUTE = "mute.example";

    private static Vertx vertx;

    @TempDir
    Path dataDir;

    private final SettableClock clock = new SettableClock(Checkouts.NOON);
    private final ShopServer shop = new ShopServer();
    private final NameServers names = new NameServers();
    private FileJournal journal;
    private PendingDeliveries pending;
    private WebhookDeliveries deliveries;

    @BeforeAll
    static void startVertx() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stopVertx() {
        vertx.close();
    }

    @BeforeEach
    void open() throws IOException {
        open(SETTINGS);
    }

    private void open(WebhookSettings settings) throws IOException {
        pending = new PendingDeliveries(new SimpleMeterRegistry());
        journal = new FileJournal(dataDir, JournalSettings.DEFAULTS, pending, clock);
        URI mute = URI.create(shop.url("/mute").toString().replace("localhost", MUTE));
        Merchants merchants = new Merchants(
                MerchantSettings.DEFAULTS,
                Map.of(
                        "acme", withWebhook(shop.url("/acme?a=b")),
                        "other", withWebhook(shop.url("")),
                        "mute", withWebhook(mute)));
        deliveries = new WebhookDeliveries(
                pending,
                journal,
                merchants,
                settings,
                new WebhookSender(vertx, settings, clock, names),
                clock,
                new SplittableRandom(1),
                new SimpleMeterRegistry());
        JournalReader.replayAll(FileJournal.directory(dataDir), (file, record) -> pending.restore(record));
        deliveries.start();
    }

    private static MerchantSettings withWebhook(URI url) {
        MerchantSettings plain = MerchantSettings.DEFAULTS;
        return new MerchantSettings(
                plain.reviewAt(),
                plain.declineAt(),
                plain.fallback(),
                plain.plan(),
                plain.quota(),
                plain.masking(),
                plain.traceSampling(),
                plain.timeZone(),
                new Webhook(url, SECRET),
                plain.traceAttributes());
    }

    /** The system's, but for one host. */
    private static final class NameServers implements HostLookUp {

        private final AtomicInteger unanswered = new AtomicInteger();
        private final CountDownLatch well = new CountDownLatch(1);

        @Override
        public InetAddress[] addresses(String host) throws UnknownHostException {
            if (!host.equals(MUTE)) {
                return InetAddress.getAllByName(host);
            }
            unanswered.incrementAndGet();
            try {
                well.await();
            } catch (InterruptedException closed) {
                throw new UnknownHostException(host);
            }
            unanswered.decrementAndGet();
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        }

        void recover() {
            well.countDown();
        }
    }

    @AfterEach
    void close() {
        stop();
        shop.close();
    }

    private void stop() {
        deliveries.close();
        journal.close();
    }

    private void restart(WebhookSettings settings) throws IOException {
        stop();
        open(settings);
    }

    private OutcomeEntry answer(String merchantId, String id) {
        OutcomeEntry answer = new OutcomeEntry(
                clock.instant(),
                merchantId,
                id,
                OutcomeKind.FRAUD,
                clock.instant(),
                "odd",
                "ann",
                true,
                new OutcomeEntry.Decided(Checkouts.NOON, Verdict.REVIEW, List.of(), List.of()),
                null);
        assertThat(journal.append(answer)).isTrue();
        return answer;
    }

    private void awaitTold(int count) {
        await().atMost(Duration.ofSeconds(20)).until(() -> shop.got.size() >= count && pending.size() == 0);
    }

    private List<DeliveryEntry> delivered() throws IOException {
        List<DeliveryEntry> all = new ArrayList<>();
        JournalReader.replayAll(FileJournal.directory(dataDir), (file, record) -> {
            if (record instanceof DeliveryEntry delivery) {
                all.add(delivery);
            }
        });
        return all;
    }

    private static String signed(long seconds, String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
        StringBuilder hex = new StringBuilder();
        for (byte b : mac.doFinal((seconds + "." + body).getBytes(UTF_8))) {
            hex.append("%02x".formatted(b));
        }
        return "t=" + seconds + ",v1=" + hex;
    }

    @Test
    void answer_isToldSignedAndOnce() throws Exception {
        OutcomeEntry answer = answer("acme", "chk-1");
        awaitTold(1);
        stop();
        assertThat(delivered()).containsExactly(new DeliveryEntry(clock.instant(), "acme", "chk-1", answer.at(), true));
        Got got = shop.got.getFirst();
        assertThat(got.path()).isEqualTo("/acme?a=b");
        assertThat(got.signature()).isEqualTo(signed(Checkouts.NOON.getEpochSecond(), got.body()));
        JsonNode body = new ObjectMapper().readTree(got.body());
        assertThat(body.get("type").asText()).isEqualTo("review.answered");
        assertThat(body.get("delivery").asText()).isEqualTo(got.delivery());
        assertThat(body.get("merchantId").asText()).isEqualTo("acme");
        assertThat(body.get("id").asText()).isEqualTo("chk-1");
        assertThat(body.get("state").asText()).isEqualTo("declined");
        assertThat(body.get("by").asText()).isEqualTo("ann");
        assertThat(body.get("reason").asText()).isEqualTo("odd");
        assertThat(Instant.parse(body.get("answeredAt").asText())).isEqualTo(answer.at());

        open(SETTINGS);
        assertThat(pending.size()).isZero();
        answer("other", "chk-2");
        awaitTold(2);
        assertThat(shop.got).extracting(Got::path).containsExactly("/acme?a=b", "/");
    }

    @Test
    void serverThatFailsInEveryWay_isToldUntilItTakesIt() throws Exception {
        restart(new WebhookSettings(true, Duration.ofMillis(500), SOON, SOON));
        shop.behave(Behaviour.FAIL, Behaviour.REDIRECT, Behaviour.CUT_OFF, Behaviour.HANG, Behaviour.FAIL);
        answer("acme", "chk-1");
        awaitTold(6);
        stop();
        assertThat(shop.got.stream().map(Got::delivery).distinct()).hasSize(1);
        assertThat(shop.got.stream().map(Got::body).distinct()).hasSize(1);
        assertThat(shop.got.stream().map(Got::path).distinct()).containsExactly("/acme?a=b");
        assertThat(delivered()).extracting(DeliveryEntry::isDelivered).containsExactly(true);
    }

    @Test
    void answerWithoutAnEnd_isNotRead() throws Exception {
        shop.behave(Behaviour.ENDLESS);
        answer("acme", "chk-1");
        awaitTold(1);
        answer("acme", "chk-2");
        awaitTold(2);
        assertThat(shop.got).hasSize(2);
    }

    @Test
    void pendingAnswers_surviveARestart() throws Exception {
        shop.behaveOtherwise(Behaviour.FAIL);
        answer("acme", "chk-1");
        answer("acme", "chk-2");
        await().until(() -> shop.got.size() >= 4);
        restart(SETTINGS);
        assertThat(pending.size()).isEqualTo(2);
        shop.behaveOtherwise(Behaviour.OK);
        await().atMost(Duration.ofSeconds(20)).until(() -> pending.size() == 0);
        stop();
        assertThat(delivered()).extracting(DeliveryEntry::id).containsExactlyInAnyOrder("chk-1", "chk-2");
        open(SETTINGS);
        assertThat(pending.size()).isZero();
    }

    @Test
    void merchantWhoseServerHangs_hasAFewAtOnce_andHoldsUpNobody() throws Exception {
        shop.behave(Behaviour.HANG, Behaviour.HANG, Behaviour.HANG, Behaviour.HANG);
        List<String> ids = IntStream.range(0, 10).mapToObj(i -> "chk-" + i).toList();
        ids.forEach(id -> answer("acme", id));
        await().until(() -> shop.got.size() == WebhookDeliveries.OF_MERCHANT_MAX);
        answer("other", "chk-1");
        await().until(() -> shop.got.stream().anyMatch(got -> got.path().equals("/")));
        shop.release();
        await().atMost(Duration.ofSeconds(20)).until(() -> pending.size() == 0);
        assertThat(shop.atOnceMax.get()).isLessThanOrEqualTo(WebhookDeliveries.OF_MERCHANT_MAX + 1);
        assertThat(shop.got.stream()
                        .filter(got -> got.path().startsWith("/acme"))
                        .map(Got::delivery)
                        .distinct())
                .hasSize(10);
    }

    @Test
    void hostThatIsNotResolved_holdsAFewLookUps_andIsSentNothingLate() throws Exception {
        restart(new WebhookSettings(true, Duration.ofSeconds(1), SOON, SOON));
        int messages = 2 * WebhookDeliveries.OF_MERCHANT_MAX;
        for (int i = 0; i < messages; i++) {
            answer("mute", "chk-" + i);
        }
        await().until(() -> names.unanswered.get() == WebhookDeliveries.OF_MERCHANT_MAX);
        // When this one has been tried again, the attempts whose look-ups hang have had their time, too.
        shop.behave(Behaviour.HANG);
        answer("other", "chk-1");
        await().atMost(Duration.ofSeconds(20)).until(() -> shop.got.size() == 2);
        assertThat(shop.got).extracting(Got::path).containsOnly("/");
        assertThat(names.unanswered.get()).isEqualTo(WebhookDeliveries.OF_MERCHANT_MAX);

        names.recover();
        await().atMost(Duration.ofSeconds(20)).until(() -> pending.size() == 0);
        assertThat(shop.got)
                .filteredOn(got -> got.path().equals("/mute"))
                .extracting(Got::delivery)
                .hasSize(messages)
                .doesNotHaveDuplicates();
    }

    @Test
    void privateAddress_isNotCalled_andAfterADayGivenUp() throws Exception {
        restart(new WebhookSettings(false, Duration.ofSeconds(5), SOON, SOON));
        OutcomeEntry answer = answer("acme", "chk-1");
        await().until(() -> pending.size() == 1);
        clock.advance(WebhookDeliveries.TRIED_FOR);
        await().atMost(Duration.ofSeconds(20)).until(() -> pending.size() == 0);
        stop();
        assertThat(shop.got).isEmpty();
        assertThat(delivered())
                .containsExactly(new DeliveryEntry(clock.instant(), "acme", "chk-1", answer.at(), false));
    }

    @Test
    void merchantWithoutAWebhook_isToldNothing() throws Exception {
        answer("nobody", "chk-1");
        await().until(() -> journal.written() == 2);
        assertThat(pending.size()).isZero();
        assertThat(delivered()).extracting(DeliveryEntry::isDelivered).containsExactly(false);
    }

    @Test
    void pendingAnswers_areBounded() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        PendingDeliveries bounded = new PendingDeliveries(meters, 3, 2);
        OutcomeEntry first = answer("acme", "1");
        bounded.written(first);
        bounded.written(first);
        bounded.written(answer("acme", "2"));
        bounded.written(answer("acme", "3"));
        assertThat(bounded.size()).isEqualTo(2);
        bounded.written(answer("other", "1"));
        bounded.written(answer("third", "1"));
        assertThat(bounded.size()).isEqualTo(3);
        assertThat(meters.counter(MetricNames.WEBHOOK_DROPPED).count()).isEqualTo(2);
        bounded.written(new DeliveryEntry(clock.instant(), "acme", "1", first.at(), true));
        bounded.written(answer("acme", "4"));
        assertThat(bounded.size()).isEqualTo(3);
    }

    @Test
    void secret_isInNoText() {
        assertThat(new Webhook(shop.url("/x?token=y"), SECRET).toString()).isEqualTo("Webhook[localhost]");
    }
}
