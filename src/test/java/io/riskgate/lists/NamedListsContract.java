package io.riskgate.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.riskgate.fixture.SettableClock;
import io.riskgate.lists.ListWrite.Full;
import io.riskgate.lists.ListWrite.Invalid;
import io.riskgate.lists.ListWrite.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What all {@link NamedLists} do. */
public abstract class NamedListsContract {

    protected static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    protected final SettableClock clock = new SettableClock(NOON);
    private NamedLists lists;

    /**
     * Lists on the medium of this test, with all that earlier ones of the same test left on it.
     *
     * @param bytesMax of the heap
     */
    protected abstract NamedLists open(long bytesMax);

    @BeforeEach
    void openEmpty() {
        reopen();
    }

    @Test
    void lookup_ofAMerchant_seesItsListAndThePlatformsOfThatName() {
        ListLookup acme = lists.lookup("acme");
        ListLookup bolt = lists.lookup("bolt");
        ListLookup platform = lists.lookup("platform");
        put("platform", "blocked", "everywhere");
        put("acme", "blocked", "here");

        assertThat(acme.contains("blocked", "everywhere")).isTrue();
        assertThat(acme.contains("blocked", "here")).isTrue();
        assertThat(bolt.contains("blocked", "everywhere")).isTrue();
        assertThat(bolt.contains("blocked", "here")).isFalse();
        assertThat(platform.contains("blocked", "here")).isFalse();
        assertThat(acme.contains("other", "here")).isFalse();
    }

    @Test
    void put_saysWhatWasNew() {
        assertThat(put("acme", "vip", "a", "b")).isEqualTo(new Stored(2, 0));
        assertThat(put("acme", "vip", "b", "c", "c")).isEqualTo(new Stored(1, 1));
        assertThat(put("acme", "vip")).isEqualTo(new Stored(0, 0));
        assertThat(lists.entriesTotal()).isEqualTo(3);
    }

    @Test
    void put_ofNothing_makesAnEmptyList() {
        assertThat(lists.exists("acme", "vip")).isFalse();
        put("acme", "vip");

        reopen();

        assertThat(lists.exists("acme", "vip")).isTrue();
        assertThat(lists.entries("acme", "vip", "", 10)).isEmpty();
    }

    @Test
    void expiredEntry_isOff_fromItsVeryMillisecond() {
        lists.put("acme", "vip", List.of(new ListEntry("a", NOON.plusMillis(500))));
        ListLookup lookup = lists.lookup("acme");

        clock.set(NOON.plusMillis(499));
        assertThat(lookup.contains("vip", "a")).isTrue();
        assertThat(lists.entry("acme", "vip", "a")).contains(new ListEntry("a", NOON.plusMillis(500)));

        clock.set(NOON.plusMillis(500));
        assertThat(lookup.contains("vip", "a")).isFalse();
        assertThat(lists.entry("acme", "vip", "a")).isEmpty();
        assertThat(lists.entries("acme", "vip", "", 10)).isEmpty();
        assertThat(lists.remove("acme", "vip", "a")).isFalse();
    }

    @Test
    void putAgain_givesTheNewExpiry_alsoAfterAReopening() {
        lists.put("acme", "vip", List.of(new ListEntry("a", NOON.plusSeconds(1)), new ListEntry("b", null)));
        lists.put("acme", "vip", List.of(new ListEntry("a", null), new ListEntry("b", NOON.plusSeconds(1))));

        reopen();

        clock.set(NOON.plusSeconds(2));
        assertThat(lists.entries("acme", "vip", "", 10)).containsExactly(new ListEntry("a", null));
    }

    @Test
    void expiredEntries_areDropped_whenTheListIsReopened() {
        lists.put("acme", "vip", List.of(new ListEntry("a", NOON.plusSeconds(1)), new ListEntry("b", null)));
        clock.set(NOON.plusSeconds(1));

        reopen();

        assertThat(lists.entriesTotal()).isEqualTo(1);
    }

    @Test
    void remove_takesOneValueOff_delete_theList() {
        put("acme", "vip", "a", "b");
        put("acme", "other", "a");

        assertThat(lists.remove("acme", "vip", "a")).isTrue();
        assertThat(lists.remove("acme", "vip", "a")).isFalse();
        assertThat(lists.remove("acme", "nolist", "a")).isFalse();
        assertThat(lists.delete("acme", "other")).isTrue();
        assertThat(lists.delete("acme", "other")).isFalse();

        for (int i = 0; i < 2; i++) {
            assertThat(lists.names("acme")).containsExactly("vip");
            assertThat(lists.entries("acme", "vip", "", 10)).containsExactly(new ListEntry("b", null));
            assertThat(lists.entriesTotal()).isEqualTo(1);
            reopen();
        }
    }

    @Test
    void deletedList_canBeMadeAgain_andIsEmptyThen() {
        put("acme", "vip", "a");
        lists.delete("acme", "vip");
        put("acme", "vip", "b");

        reopen();

        assertThat(lists.entries("acme", "vip", "", 10)).containsExactly(new ListEntry("b", null));
    }

    @Test
    void entries_areGivenInPages_sorted() {
        List<String> values = IntStream.range(0, 1_000).mapToObj(i -> "v-" + i).toList();
        put("acme", "vip", values.toArray(String[]::new));

        List<String> read = new ArrayList<>();
        List<ListEntry> page = lists.entries("acme", "vip", "", 300);
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(300);
            page.forEach(entry -> read.add(entry.value()));
            page = lists.entries("acme", "vip", read.getLast(), 300);
        }

        assertThat(read).isEqualTo(values.stream().sorted().toList());
        assertThatIllegalArgumentException().isThrownBy(() -> lists.entries("acme", "vip", "", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> lists.entries("acme", "vip", "", 10_001));
    }

    @Test
    void hostileScopes_areKeptApart() {
        List<String> scopes = List.of(
                "..",
                ".",
                "../../etc",
                "/",
                "a/b",
                "a\\b",
                "Acme",
                "acme",
                "ACME",
                "%2e%2e",
                "~",
                "con",
                "a b",
                "é",
                "e\u0301",
                "\uD83D\uDCB3",
                "日".repeat(128),
                "日".repeat(127) + "月",
                "x".repeat(128));
        for (String scope : scopes) {
            assertThat(put(scope, "vip", "of " + scope.hashCode())).as(scope).isEqualTo(new Stored(1, 0));
        }

        reopen();

        for (String scope : scopes) {
            assertThat(lists.entries(scope, "vip", "", 10))
                    .as(scope)
                    .containsExactly(new ListEntry("of " + scope.hashCode(), null));
        }
    }

    @Test
    void hostileNamesScopesAndValues_areRefused_andChangeNothing() {
        for (String name : List.of("", "..", "../x", "Vip", "1x", "a.b", "a/b", "a\n", "x".repeat(65), "é")) {
            assertThat(put("acme", name, "a")).as(name).isInstanceOfSatisfying(Invalid.class, invalid -> assertThat(
                            invalid.field())
                    .isEqualTo("name"));
        }
        for (String scope : List.of("", "a\nb", "\u0000", "x".repeat(129), "\uD800")) {
            assertThat(put(scope, "vip", "a")).as(scope).isInstanceOfSatisfying(Invalid.class, invalid -> assertThat(
                            invalid.field())
                    .isEqualTo("scope"));
        }
        for (String value : List.of("", "a\nb", "\u007f", "x".repeat(257), "\uDC00a")) {
            assertThat(put("acme", "vip", "fine", value))
                    .isInstanceOfSatisfying(Invalid.class, invalid -> assertThat(invalid.field())
                            .isEqualTo("entries[1].value"));
        }
        assertThat(lists.put("acme", "vip", List.of(new ListEntry("a", Instant.MAX))))
                .isInstanceOf(Invalid.class);
        assertThat(lists.exists("acme", "vip")).isFalse();
    }

    @Test
    void strangeValues_comeBackAsTheyWere() {
        String[] values = {
            "\"", "\\", "{\"put\":\"x\"}", "é", "\uD83D\uDCB3", "\u2028", " ", "日".repeat(256), "\"".repeat(256)
        };
        put("acme", "vip", values);

        reopen();

        assertThat(lists.entries("acme", "vip", "", 100))
                .extracting(ListEntry::value)
                .containsExactlyInAnyOrder(values);
    }

    @Test
    void expiredEntries_areDroppedWhileRunning() {
        for (int hour = 0; hour < 20; hour++) {
            clock.set(NOON.plus(Duration.ofHours(hour)));
            Instant expiresAt = clock.instant().plus(Duration.ofMinutes(30));
            int first = hour * 1_000;
            lists.put(
                    "acme",
                    "vip",
                    IntStream.range(first, first + 1_000)
                            .mapToObj(i -> new ListEntry("v-" + i, expiresAt))
                            .toList());
        }

        assertThat(lists.entriesTotal()).isLessThanOrEqualTo(2_000);
        assertThat(lists.entries("acme", "vip", "", 10_000)).hasSize(1_000);
    }

    @Test
    @Timeout(30)
    void hundredThousandEntries_areOneCall_moreAreRefused() {
        List<ListEntry> entries = entries("v-", 100_000);

        assertThat(lists.put("acme", "vip", entries)).isEqualTo(new Stored(100_000, 0));
        reopen();
        assertThat(lists.entriesTotal()).isEqualTo(100_000);
        assertThat(lists.lookup("acme").contains("vip", "v-99999")).isTrue();

        List<ListEntry> tooMany = new ArrayList<>(entries);
        tooMany.add(new ListEntry("one more", null));
        assertThat(lists.put("acme", "other", tooMany))
                .isEqualTo(new Invalid("entries", "must not have more than 100000"));
    }

    @Test
    @Timeout(60)
    void listOfAMillion_isFull_untilSomethingExpires() {
        Instant expiresAt = NOON.plusSeconds(60);
        for (int part = 0; part < 10; part++) {
            String prefix = part + "-";
            lists.put(
                    "acme",
                    "vip",
                    IntStream.range(0, 100_000)
                            .mapToObj(i -> new ListEntry(prefix + i, i == 0 ? expiresAt : null))
                            .toList());
        }

        assertThat(put("acme", "vip", "one more")).isInstanceOf(Full.class);
        assertThat(put("acme", "vip", "1-1")).isEqualTo(new Stored(0, 1));
        clock.set(expiresAt);
        assertThat(put("acme", "vip", "one more")).isEqualTo(new Stored(1, 0));
        assertThat(lists.entriesTotal()).isEqualTo(999_991);
    }

    @Test
    void scopeWithAThousandLists_isFull() {
        for (int i = 0; i < NamedLists.LISTS_PER_SCOPE_MAX; i++) {
            put("acme", "l-" + i);
        }

        assertThat(put("acme", "one-more", "a")).isInstanceOf(Full.class);
        assertThat(put("bolt", "one-more", "a")).isEqualTo(new Stored(1, 0));
    }

    /** Of 20 such entries, of which a merchant may have five. */
    private static final String LONG = "x".repeat(252);

    private static final long LONG_BYTES = ListMemory.bytes(LONG + "-000");

    private static String[] longValues(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> LONG + "-%03d".formatted(i))
                .toArray(String[]::new);
    }

    @Test
    void longValues_takeMoreRoom_andOneMerchantNotAllOfIt() {
        lists = open(20 * LONG_BYTES);
        assertThat(put("acme", "vip", longValues(0, 5))).isEqualTo(new Stored(5, 0));

        assertThat(put("acme", "vip", "s")).isEqualTo(Full.memoryOfMerchant(5 * LONG_BYTES));
        assertThat(put("acme", "other", "s")).isInstanceOf(Full.class);
        assertThat(lists.exists("acme", "other")).isFalse();
        assertThat(put("acme", "vip", longValues(0, 5))).isEqualTo(new Stored(0, 5));
        assertThat(put("bolt", "vip", longValues(0, 6))).isInstanceOf(Full.class);
        assertThat(put("platform", "vip", longValues(0, 16))).isEqualTo(Full.memory(20 * LONG_BYTES));
        assertThat(put("platform", "vip", longValues(0, 15))).isEqualTo(new Stored(15, 0));
        assertThat(put("bolt", "vip", "s")).isEqualTo(Full.memory(20 * LONG_BYTES));
        assertThat(lists.bytesTotal()).isEqualTo(20 * LONG_BYTES);
    }

    @Test
    void whatIsRemoved_orHasExpired_makesRoomForOthers() {
        lists = open(20 * LONG_BYTES);
        Instant expiresAt = NOON.plusSeconds(60);
        put("acme", "gone", longValues(0, 1));
        put("acme", "vip", longValues(0, 2));
        lists.put(
                "acme",
                "vip",
                Stream.of(longValues(2, 4))
                        .map(value -> new ListEntry(value, expiresAt))
                        .toList());

        assertThat(put("acme", "vip", longValues(4, 5))).isInstanceOf(Full.class);
        lists.delete("acme", "gone");
        assertThat(put("acme", "vip", longValues(4, 5))).isEqualTo(new Stored(1, 0));
        lists.remove("acme", "vip", LONG + "-000");
        assertThat(put("acme", "vip", "s", "t")).isEqualTo(new Stored(2, 0));
        assertThat(put("acme", "vip", longValues(5, 7))).isInstanceOf(Full.class);
        clock.set(expiresAt);
        assertThat(put("acme", "vip", longValues(5, 7))).isEqualTo(new Stored(2, 0));
    }

    @Test
    void listsThatTakeMoreThanTheyMay_areReadAllTheSame_andGrowNoMore() {
        put("acme", "vip", longValues(0, 5));

        lists = open(4 * LONG_BYTES);

        assertThat(lists.bytesTotal()).isEqualTo(5 * LONG_BYTES);
        assertThat(put("acme", "vip", longValues(0, 5))).isEqualTo(new Stored(0, 5));
        assertThat(put("acme", "other")).isEqualTo(new Stored(0, 0));
        assertThat(put("acme", "vip", "s")).isInstanceOf(Full.class);
        assertThat(put("bolt", "vip", "s")).isInstanceOf(Full.class);
    }

    @Test
    void manyChanges_endAsAMapWould() {
        Random random = new Random(7);
        Map<String, Instant> expected = new TreeMap<>();
        for (int i = 0; i < 1_500; i++) {
            String value = "v-" + random.nextInt(60);
            if (random.nextInt(3) == 0) {
                assertThat(lists.remove("acme", "vip", value)).isEqualTo(expected.remove(value) != null);
            } else {
                Instant expiresAt = NOON.plusSeconds(1 + random.nextInt(100));
                lists.put("acme", "vip", List.of(new ListEntry(value, expiresAt)));
                expected.put(value, expiresAt);
            }
            if (i % 300 == 299) {
                reopen();
            }
        }

        assertThat(lists.entries("acme", "vip", "", 100))
                .isEqualTo(expected.entrySet().stream()
                        .map(e -> new ListEntry(e.getKey(), e.getValue()))
                        .toList());
        assertThat(lists.bytesTotal())
                .isEqualTo(
                        expected.keySet().stream().mapToLong(ListMemory::bytes).sum());
    }

    protected final ListWrite put(String scope, String name, String... values) {
        return lists.put(
                scope,
                name,
                Stream.of(values).map(value -> new ListEntry(value, null)).toList());
    }

    private static List<ListEntry> entries(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new ListEntry(prefix + i, null))
                .toList();
    }

    protected final void reopen() {
        lists = open(NamedLists.SHARED_BYTES_MAX);
    }
}
