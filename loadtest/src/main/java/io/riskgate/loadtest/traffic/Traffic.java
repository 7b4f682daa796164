package io.riskgate.loadtest.traffic;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A pool of checkouts that is gone through again and again. Every request gets an id of its own; customers, cards and
 * devices return within a pass as they did in the simulated day, and are new ones in the next pass, so that a card does
 * not come back a thousand times. A checkout keeps its merchant.
 *
 * <p>Emails and addresses do return with each pass. Immutable; nothing blocks except {@link #read}.
 */
public final class Traffic {

    /** Templates are kept in memory, about 1 KB each. */
    public static final int CHECKOUTS_MAX = 1_000_000;

    private static final long NUMBERS = power10(BodyTemplate.NUMBER_DIGITS);
    private static final long PASSES = power10(BodyTemplate.PASS_DIGITS);

    private static final byte[] NO_HEADER = {};

    private final List<String> merchants;
    private final List<BodyTemplate> pool;

    /** The line of the head that each merchant's requests have besides; none for a merchant that is not in it. */
    private final Map<String, byte[]> headers;

    /** Checkouts in an array, or 0 for one alone. */
    private final int batch;

    private Traffic(List<String> merchants, List<BodyTemplate> pool, Map<String, byte[]> headers, int batch) {
        this.merchants = merchants;
        this.pool = pool;
        this.headers = headers;
        this.batch = batch;
    }

    /**
     * Reads a file with the JSON of a checkout in every line. Blocks.
     *
     * @throws IOException if it cannot be read, is empty, has more than {@link #CHECKOUTS_MAX} lines, or a line is no
     *     checkout
     */
    public static Traffic read(Path file, TrafficPlan plan) throws IOException {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return of(lines.limit(CHECKOUTS_MAX + 1L).toList(), plan);
        }
    }

    /** As {@link #read}, from the lines. */
    static Traffic of(List<String> lines, TrafficPlan plan) throws IOException {
        if (lines.isEmpty() || lines.size() > CHECKOUTS_MAX) {
            throw new IOException("traffic needs 1 to " + CHECKOUTS_MAX + " checkouts");
        }
        ZipfDraw draw = new ZipfDraw(plan.merchants(), plan.skew());
        SplittableRandom random = new SplittableRandom(plan.seed());
        List<BodyTemplate> pool = new ArrayList<>(lines.size());
        for (String line : lines) {
            try {
                pool.add(BodyTemplate.of(line, merchant(draw.next(random)), plan.run()));
            } catch (IOException notACheckout) {
                throw new IOException("line " + (pool.size() + 1) + " is no checkout", notACheckout);
            }
        }
        List<String> merchants =
                IntStream.range(0, plan.merchants()).mapToObj(Traffic::merchant).toList();
        return new Traffic(merchants, List.copyOf(pool), Map.of(), 0);
    }

    /** The same checkouts in arrays; a request's number is then the array's. */
    public Traffic inBatchesOf(int checkouts) {
        return new Traffic(merchants, pool, headers, checkouts);
    }

    /** The same, each request with its merchant's API key; an array's is that of its first checkout's merchant. */
    public Traffic withKeys(Map<String, String> keyByMerchant) {
        Map<String, byte[]> keys = new HashMap<>();
        keyByMerchant.forEach((merchant, key) ->
                keys.put(merchant, ("Authorization: Bearer " + key + "\r\n").getBytes(StandardCharsets.US_ASCII)));
        return new Traffic(merchants, pool, Map.copyOf(keys), batch);
    }

    /**
     * The checkouts of some merchants alone.
     *
     * @throws IllegalArgumentException if they have none
     */
    public Traffic only(Predicate<String> some) {
        List<BodyTemplate> theirs =
                pool.stream().filter(body -> some.test(body.merchantId())).toList();
        if (theirs.isEmpty()) {
            throw new IllegalArgumentException("no checkout is of those merchants");
        }
        return new Traffic(merchants.stream().filter(some).toList(), theirs, headers, batch);
    }

    /** All merchants that may occur, those with the most traffic first. */
    public List<String> merchants() {
        return merchants;
    }

    /** How many checkouts a pass has. */
    public int size() {
        return pool.size();
    }

    /** Whole lines of the request's head, each with its end; empty if there are none. Hot. Not to be changed. */
    public byte[] headers(long number) {
        return headers.isEmpty()
                ? NO_HEADER
                : headers.getOrDefault(template(number * Math.max(1, batch)).merchantId(), NO_HEADER);
    }

    /** How long the body of a request is, in bytes. */
    public int length(long number) {
        if (batch == 0) {
            return template(number).length();
        }
        int length = 1 + batch;
        for (int i = 0; i < batch; i++) {
            length += template(number * batch + i).length();
        }
        return length;
    }

    /**
     * Appends the body of a request. Hot: once for every request.
     *
     * @param number of the request, from 0 to below 10,000,000,000; another number gives another id
     */
    public void append(ByteBuf to, long number) {
        if (batch == 0) {
            appendOne(to, number);
            return;
        }
        for (int i = 0; i < batch; i++) {
            to.writeByte(i == 0 ? '[' : ',');
            appendOne(to, number * batch + i);
        }
        to.writeByte(']');
    }

    private void appendOne(ByteBuf to, long number) {
        if (number < 0 || number >= NUMBERS) {
            throw new IllegalArgumentException("number must be 0 to " + (NUMBERS - 1) + ", not " + number);
        }
        template(number).append(to, number, number / pool.size() % PASSES);
    }

    private BodyTemplate template(long number) {
        return pool.get((int) (number % pool.size()));
    }

    private static String merchant(int rank) {
        return String.format(Locale.ROOT, "merchant-%05d", rank);
    }

    private static long power10(int exponent) {
        return (long) Math.pow(10, exponent);
    }
}
