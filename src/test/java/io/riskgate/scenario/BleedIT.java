package io.riskgate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riskgate.identity.KeyText;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fifty merchants whose rules, reasons, tags, lists and windows bear their names, decided on eight threads while rulesets are
 * uploaded and swapped: no answer has anything of another merchant. All use the same customers and devices.
 */
class BleedIT {

    /** 200,000 in a run by hand. */
    private static final int DECISIONS = Integer.getInteger("riskgate.bleed.decisions", 30_000);

    private static final int MERCHANTS = 50;

    /** How many versions of rulesets have to answer before it is over: more than two of each merchant's. */
    private static final int VERSIONS = 2 * MERCHANTS + 1;

    private static final int THREADS = 8;
    private static final int SINGLES = 10;
    private static final int BATCH = 90;
    private static final long CHANGE_EVERY_MILLIS = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> NAMES =
            IntStream.range(0, MERCHANTS).mapToObj("m%02d"::formatted).toList();

    /** A checkout, and what its answer may have. */
    private record Asked(String id, int merchant, int customer, String body) {

        String name() {
            return NAMES.get(merchant);
        }
    }

    @TempDir
    Path directory;

    private final String admin = KeyText.generate(new SecureRandom()).text();
    private final Map<String, String> keys = new ConcurrentHashMap<>();

    /** The reason that each version of each ruleset always gives, by the name of the version. */
    private final Map<String, String> codeOfVersion = new ConcurrentHashMap<>();

    /** What answers said of that: the version and the reason. */
    private final Set<List<String>> seen = ConcurrentHashMap.newKeySet();

    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final List<AtomicInteger> devices =
            NAMES.stream().map(name -> new AtomicInteger()).toList();
    private final AtomicLong decided = new AtomicLong();
    private final AtomicLong degraded = new AtomicLong();
    private final AtomicLong listed = new AtomicLong();
    private final AtomicLong toggled = new AtomicLong();

    @Test
    void noAnswer_hasAnythingOfAnotherMerchant() throws Exception {
        int changes;
        try (PackagedEngine engine = PackagedEngine.start(
                        directory, "-Driskgate.keys.required=true", "-Driskgate.admin-key=" + admin);
                ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1)) {
            for (String name : NAMES) {
                keys.put(name, makeKey(engine, name));
                upload(engine, name, 0);
                entry(engine, name, "marked", true);
            }
            AtomicBoolean over = new AtomicBoolean();
            Future<Integer> changing = threads.submit(() -> change(engine, over));
            List<Future<?>> deciding = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                int seed = t;
                deciding.add(threads.submit(() -> {
                    decide(engine, seed);
                    return null;
                }));
            }
            try {
                for (Future<?> each : deciding) {
                    each.get(5, TimeUnit.MINUTES);
                }
            } finally {
                over.set(true);
            }
            changes = changing.get(1, TimeUnit.MINUTES);
        }

        System.out.printf(
                "bleed: %,d decisions of %d merchants on %d threads beside %,d changes; %,d versions answered, %,d by a list"
                        + " that stands, %,d by one that changes, %,d degraded, %d wrong%n",
                decided.get(),
                MERCHANTS,
                THREADS,
                changes,
                seen.size(),
                listed.get(),
                toggled.get(),
                degraded.get(),
                wrong.size());
        assertThat(wrong).isEmpty();
        assertThat(decided.get()).isGreaterThanOrEqualTo(DECISIONS);
        assertThat(degraded.get()).isLessThan(DECISIONS / 10);
        assertThat(listed.get()).isPositive();
        assertThat(toggled.get()).isPositive();
        assertThat(seen).allSatisfy(said -> assertThat(said.get(1)).isEqualTo(codeOfVersion.get(said.get(0))));
    }

    private String makeKey(PackagedEngine engine, String name) throws IOException {
        engine.useKey(admin);
        HttpResponse<String> made =
                engine.post("/v1/merchants/" + name + "/keys", "{\"scopes\":[\"decide\",\"rules\",\"lists\"]}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return JSON.readTree(made.body()).path("key").asText();
    }

    /** Rules that say whose they are; each text has another reason that it always gives. */
    private void upload(PackagedEngine engine, String name, int number) throws IOException {
        String code = name + "_v" + number;
        HttpResponse<String> answer =
                engine.uploadAs(key(name), name, """
                rule "NAME always" when Checkout( amount > 0 ) then decision.score(1, "CODE"); decision.tag("NAME_tag"); end
                rule "NAME marked" when Checkout( lists.contains("marked", customer.id) ) then decision.score(1, "NAME_marked"); end
                rule "NAME wobbly" when Checkout( lists.contains("wobbly", customer.id) ) then decision.score(1, "NAME_wobbly"); end
                rule "NAME bled" when Checkout( velocity.count("device", "1h") > 1 ) then decision.score(1, "NAME_bled"); end
                """.replace("NAME", name).replace("CODE", code));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        codeOfVersion.put(
                name + "@" + JSON.readTree(answer.body()).path("version").asInt(), code);
    }

    private String key(String name) {
        return name.equals("platform") ? admin : keys.get(name);
    }

    /** Puts the merchant's own customer on its list, or takes it off. */
    private void entry(PackagedEngine engine, String name, String list, boolean isOn) throws IOException {
        String path = "/v1/lists/" + name + "/" + list + "/entries/" + customer(NAMES.indexOf(name));
        HttpResponse<String> answer = isOn ? engine.putAs(key(name), path, "{}") : engine.deleteAs(key(name), path);
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 204);
    }

    private static String customer(int number) {
        return "customer-" + number;
    }

    /** Uploads, goes back to earlier versions, and changes lists, for one merchant after the other, until it is over. */
    private int change(PackagedEngine engine, AtomicBoolean over) throws IOException {
        int changes = 0;
        while (!over.get()) {
            String name = changes % (MERCHANTS + 1) == MERCHANTS ? "platform" : NAMES.get(changes % (MERCHANTS + 1));
            int round = changes / (MERCHANTS + 1);
            upload(engine, name, 1 + round);
            if (!name.equals("platform")) {
                entry(engine, name, "wobbly", round % 2 == 0);
                if (round % 3 == 2) {
                    HttpResponse<String> back =
                            engine.putAs(key(name), "/v1/rulesets/" + name + "/active", "{\"version\":1}");
                    assertThat(back.statusCode()).as(back.body()).isEqualTo(200);
                }
            }
            changes++;
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(CHANGE_EVERY_MILLIS));
        }
        return changes;
    }

    private void decide(PackagedEngine engine, int seed) throws IOException {
        Random random = new Random(seed);
        while ((decided.get() < DECISIONS || seen.size() < VERSIONS) && wrong.isEmpty()) {
            for (int i = 0; i < SINGLES; i++) {
                Asked asked = ask(random);
                HttpResponse<String> answer = engine.postAs(keys.get(asked.name()), "/v1/decisions", asked.body());
                if (answer.statusCode() != 200) {
                    wrong.add(answer.statusCode() + " " + answer.body());
                } else {
                    check(asked, JSON.readTree(answer.body()));
                }
            }
            List<Asked> batch =
                    IntStream.range(0, BATCH).mapToObj(i -> ask(random)).toList();
            HttpResponse<String> answer = engine.postAs(
                    admin,
                    "/v1/decisions/batch",
                    batch.stream().map(Asked::body).toList().toString());
            JsonNode answers = JSON.readTree(answer.body());
            if (answer.statusCode() != 200 || answers.size() != BATCH) {
                wrong.add(answer.statusCode() + " " + answer.body());
                return;
            }
            for (int i = 0; i < BATCH; i++) {
                check(batch.get(i), answers.get(i));
            }
        }
    }

    /** Each merchant has each device once. */
    private Asked ask(Random random) {
        int merchant = random.nextInt(MERCHANTS);
        int customer = random.nextInt(10) == 0 ? merchant : random.nextInt(MERCHANTS);
        int device = devices.get(merchant).getAndIncrement();
        String id = "chk-" + device;
        return new Asked(
                id,
                merchant,
                customer,
                "{\"id\":\"%s\",\"merchantId\":\"%s\",\"amount\":5,\"currency\":\"USD\",\"customer\":{\"id\":\"%s\"},\"device\":{\"id\":\"d-%d\"}}"
                        .formatted(id, NAMES.get(merchant), customer(customer), device));
    }

    private void check(Asked asked, JsonNode answer) {
        decided.incrementAndGet();
        boolean isDegraded = !answer.path("degraded").isEmpty();
        if (isDegraded) {
            degraded.incrementAndGet();
        }
        String fault = fault(asked, answer, isDegraded);
        if (fault != null) {
            wrong.add(fault + " of " + asked.body() + ": " + answer);
        }
    }

    /** What of it is another's; {@code null} if nothing is. A degraded answer may say less. */
    private String fault(Asked asked, JsonNode answer, boolean isDegraded) {
        String name = asked.name();
        if (!answer.path("merchantId").asText().equals(name)
                || !answer.path("id").asText().equals(asked.id())) {
            return "another's answer";
        }
        for (JsonNode ruleset : answer.path("rulesets")) {
            if (!isOf(ruleset, name, "@")) {
                return "another's ruleset";
            }
        }
        for (JsonNode tag : answer.path("tags")) {
            if (!isOf(tag, name, "_")) {
                return "another's tag";
            }
        }
        boolean isMarked = false;
        boolean isAlways = false;
        for (JsonNode reason : answer.path("reasons")) {
            String code = reason.path("code").asText();
            String ruleset = reason.path("ruleset").asText();
            if (!isOf(reason.path("code"), name, "_")
                    || !isOf(reason.path("rule"), name, " ")
                    || !isOf(reason.path("ruleset"), name, "@")
                    || !code.startsWith(ruleset.substring(0, ruleset.indexOf('@')))) {
                return "another's reason";
            }
            if (code.endsWith("_bled")) {
                return "another's window";
            }
            if (code.endsWith("_marked") || code.endsWith("_wobbly")) {
                if (asked.customer() != asked.merchant()) {
                    return "another's list";
                }
                isMarked |= code.endsWith("_marked");
                (code.endsWith("_marked") ? listed : toggled).incrementAndGet();
            } else {
                isAlways |= ruleset.startsWith(name);
                seen.add(List.of(ruleset, code));
            }
        }
        boolean isWhole = isAlways && isMarked == (asked.customer() == asked.merchant());
        return isWhole || isDegraded ? null : "not its own";
    }

    private static boolean isOf(JsonNode text, String name, String end) {
        return text.asText().startsWith(name + end) || text.asText().startsWith("platform" + end);
    }
}
