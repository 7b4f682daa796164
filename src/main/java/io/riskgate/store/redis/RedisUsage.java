package io.riskgate.store.redis;

import static io.riskgate.store.redis.BlockingLink.some;

import io.riskgate.journal.parts.UtcHour;
import io.riskgate.store.ScopeName;
import io.riskgate.usage.MerchantHour;
import io.riskgate.usage.Usage;
import io.riskgate.usage.UsageExchange;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What nodes have counted, in a hash for each merchant and UTC month: {@code <node>:<hour>} by four numbers with commas between. So a
 * report of one merchant reads nobody else's. All keys have the tag <code>{usage}</code>; src/docs/redis.md lists them. Only {@code
 * HSET} with whole numbers changes these hashes, so doing it again changes nothing.
 */
final class RedisUsage implements UsageExchange, AutoCloseable {

    /** After the last put. */
    static final Duration KEPT = Duration.ofDays(402);

    /** What one look at a hash or a set brings, more or less. */
    private static final String ELEMENTS_AT_ONCE = "1000";

    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuuMM");
    private static final int NUMBERS = 4;

    private final BlockingLink link;
    private final String root;
    private final Script put = Script.of("usage-put.lua");
    private final Script putMark = Script.of("usage-mark.lua");

    RedisUsage(BlockingLink link, String prefix) {
        this.link = link;
        root = KeyNames.shared(prefix, "{usage}:");
    }

    @Override
    public void put(String node, Map<MerchantHour, Usage> rows) {
        List<String> keys = new ArrayList<>();
        List<String> arguments = new ArrayList<>(List.of(Long.toString(KEPT.toSeconds())));
        rows.forEach((hour, usage) -> {
            YearMonth month = month(hour.hour());
            keys.add(merchants(month));
            keys.add(hours(month, hour.merchantId()));
            arguments.add(hour.merchantId());
            arguments.add(node + ":" + hour.hour());
            arguments.add(usage.decisions() + "," + usage.ruleEvaluations() + "," + usage.uploads() + ","
                    + usage.redisRoundTrips());
        });
        link.call(put, keys, arguments);
    }

    @Override
    public boolean putMark(String node, @Nullable Mark found, Mark mark) {
        String before = found == null ? "" : text(found);
        return BlockingLink.isDone(link.call(putMark, List.of(root + "nodes"), List.of(node, before, text(mark))));
    }

    @Override
    public @Nullable Mark mark(String node) {
        Response found = link.call(Request.cmd(Command.HGET).arg(root + "nodes").arg(node));
        return found == null ? null : mark(found);
    }

    @Override
    public Map<String, Mark> marks() {
        Map<String, Mark> marks = new TreeMap<>();
        hash(root + "nodes").forEach((node, mark) -> marks.put(node, mark(mark)));
        return marks;
    }

    private static String text(Mark mark) {
        return mark.upTo() + " " + mark.part();
    }

    private static Mark mark(Response found) {
        String[] parts = found.toString().split(" ", 2);
        return new Mark(Instant.parse(parts[0]), Integer.parseInt(parts[1]));
    }

    @Override
    public NavigableSet<String> merchants(long fromHour, long toHour) {
        NavigableSet<String> merchants = new TreeSet<>();
        months(
                fromHour,
                toHour,
                month -> scan(Command.SSCAN, merchants(month), page -> page.forEach(m -> merchants.add(m.toString()))));
        return merchants;
    }

    @Override
    public void read(String merchantId, long fromHour, long toHour, RowConsumer consumer) {
        months(fromHour, toHour, month -> hash(hours(month, merchantId)).forEach((field, numbers) -> {
            int colon = field.lastIndexOf(':');
            long hour = Long.parseLong(field.substring(colon + 1));
            if (hour >= fromHour && hour < toHour) {
                consumer.accept(field.substring(0, colon), new MerchantHour(merchantId, hour), usage(numbers));
            }
        }));
    }

    private static Usage usage(Response found) {
        String[] numbers = found.toString().split(",", NUMBERS);
        return new Usage(
                Long.parseLong(numbers[0]),
                Long.parseLong(numbers[1]),
                Long.parseLong(numbers[2]),
                Long.parseLong(numbers[3]));
    }

    private static void months(long fromHour, long toHour, Consumer<YearMonth> consumer) {
        YearMonth last = month(toHour - 1);
        for (YearMonth month = month(fromHour); !month.isAfter(last); month = month.plusMonths(1)) {
            consumer.accept(month);
        }
    }

    private static YearMonth month(long hour) {
        return YearMonth.from(UtcHour.begin(hour).atOffset(ZoneOffset.UTC));
    }

    private String merchants(YearMonth month) {
        return root + MONTH.format(month);
    }

    private String hours(YearMonth month, String merchantId) {
        return merchants(month) + ":" + ScopeName.directory(merchantId);
    }

    /** Each field once. */
    private Map<String, Response> hash(String key) {
        Map<String, Response> all = new HashMap<>();
        scan(Command.HSCAN, key, page -> {
            for (int i = 0; i + 1 < page.size(); i += 2) {
                all.put(page.get(i).toString(), page.get(i + 1));
            }
        });
        return all;
    }

    /** A part at a time, so that decisions never wait for long; what is changed meanwhile may come twice. */
    private void scan(Command command, String key, Consumer<Response> consumer) {
        String cursor = "0";
        do {
            Response answer = some(link.call(
                    Request.cmd(command).arg(key).arg(cursor).arg("COUNT").arg(ELEMENTS_AT_ONCE)));
            cursor = answer.get(0).toString();
            consumer.accept(answer.get(1));
        } while (!cursor.equals("0"));
    }

    @Override
    public void close() {
        link.close();
    }
}
