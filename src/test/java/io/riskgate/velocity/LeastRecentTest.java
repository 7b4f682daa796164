package io.riskgate.velocity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class LeastRecentTest {

    /** What is expected of an entry. */
    private record Held(long number, int mark, int weight) {}

    /** Beside a LinkedHashMap, over more entries than a block has, keys that share a bucket among them. */
    @Property(tries = 40)
    void entries_areThoseOfALinkedHashMapWithTheSameBounds(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 5_000) int entriesMax,
            @ForAll @IntRange(min = 1, max = 12_000) int keys) {
        Random random = new Random(seed);
        int weightMax = entriesMax * 3;
        int weight = 0;
        LeastRecent<int[]> tried = new LeastRecent<>(entriesMax, weightMax);
        LinkedHashMap<Integer, Held> expected = new LinkedHashMap<>();
        for (int i = 0; i < 20_000; i++) {
            int key = random.nextInt(keys);
            int entry = tried.find(high(key), low(key));
            Held before = expected.remove(key);
            assertThat(entry == LeastRecent.NONE).isEqualTo(before == null);
            if (before == null) {
                entry = tried.add(high(key), low(key));
                tried.block(entry)[tried.at(entry) + 3] = i;
                tried.setMark(entry, -i);
                expected.put(key, new Held(i, -i, 1));
                weight++;
            } else {
                assertHolds(tried, entry, before);
                tried.touch(entry);
                Held after = grown(tried, entry, before, random.nextInt(4));
                expected.put(key, after);
                weight += after.weight() - before.weight();
            }
            tried.forgetBeyondBounds(object -> object[0]);
            while (expected.size() > entriesMax || weight > weightMax) {
                weight -= expected.pollFirstEntry().getValue().weight();
            }
            assertThat(tried.entries()).isEqualTo(expected.size());
            assertThat(tried.weight()).isEqualTo(weight);
        }
        for (int key = 0; key < keys; key++) {
            Held held = expected.get(key);
            int entry = tried.find(high(key), low(key));
            assertThat(entry == LeastRecent.NONE).isEqualTo(held == null);
            if (held != null) {
                assertHolds(tried, entry, held);
            }
        }
    }

    private static Held grown(LeastRecent<int[]> tried, int entry, Held before, int by) {
        if (by == 0) {
            return before;
        }
        tried.setObject(entry, new int[] {before.weight() + by});
        tried.weighs(by);
        return new Held(before.number(), before.mark(), before.weight() + by);
    }

    private static void assertHolds(LeastRecent<int[]> tried, int entry, Held held) {
        assertThat(tried.block(entry)[tried.at(entry) + 3]).isEqualTo(held.number());
        assertThat(tried.mark(entry)).isEqualTo(held.mark());
        int[] object = tried.object(entry);
        assertThat(object == null ? 1 : object[0]).isEqualTo(held.weight());
    }

    private static long high(int key) {
        return key / 2;
    }

    /** Two keys have the same, and all of them few buckets. */
    private static long low(int key) {
        return (long) (key % 2) << 40 | key % 97;
    }
}
