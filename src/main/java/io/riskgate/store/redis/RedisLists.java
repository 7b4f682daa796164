package io.riskgate.store.redis;

import static io.riskgate.store.redis.BlockingLink.isDone;
import static io.riskgate.store.redis.BlockingLink.some;

import io.riskgate.lists.ListChange;
import io.riskgate.lists.ListWrite;
import io.riskgate.lists.NamedLists;
import io.riskgate.lists.SharedListStore;
import io.riskgate.store.ScopeName;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Lists in Redis: a sorted set each, value by expiry, and one log of the last {@link #LOG_MAX} changes of all lists, from which
 * every node learns them in the same order. A node that has missed more reads all lists. All keys have the tag
 * <code>{lists}</code>, so that one script can keep the limits, change a list and log that; src/docs/redis.md lists them.
 */
final class RedisLists implements SharedListStore, AutoCloseable {

    static final int LOG_MAX = 2_000;

    /**
     * So many values are put at once, so that Redis is held up for no longer than a few milliseconds. More than these are
     * several changes, unless a limit is near: then all are put at once, or none.
     */
    static final int VALUES_AT_ONCE_MAX = 1_000;

    private static final int CHANGES_MAX = 50;
    private static final int SCAN_COUNT = 1_000;
    private static final String NEVER = "+inf";

    private final BlockingLink link;
    private final Publications publications;
    private final String channel;
    private final String root;
    private final String changesKey;
    private final String logKey;
    private final String listsKey;
    private final String scopesKey;
    private final String totalKey;
    private final Script put = Script.of("lists-put.lua");
    private final Script remove = Script.of("lists-remove.lua");
    private final Script delete = Script.of("lists-delete.lua");
    private final Script changes = Script.of("lists-changes.lua");

    RedisLists(BlockingLink link, Publications publications, String prefix) {
        this.link = link;
        this.publications = publications;
        channel = channel(prefix);
        root = KeyNames.shared(prefix, "{lists}:");
        changesKey = root + "changes";
        logKey = root + "log";
        listsKey = root + "lists";
        scopesKey = root + "scopes";
        totalKey = root + "total";
    }

    /** Where each change is published. */
    static String channel(String prefix) {
        return KeyNames.shared(prefix, "{lists}:published");
    }

    @Override
    public ListWrite put(String scope, String name, Map<String, Long> expiresAtByValue, long nowMillis) {
        int values = expiresAtByValue.size();
        int added = 0;
        int later = values;
        for (Map<String, Long> part : parts(expiresAtByValue)) {
            Response answer = put(scope, name, part, later, nowMillis);
            if (isWord(answer.get(0), "whole")) {
                answer = put(scope, name, expiresAtByValue, values, nowMillis);
                return isWord(answer.get(0), "stored") ? stored(number(answer.get(1)), values) : full(answer);
            }
            if (!isWord(answer.get(0), "stored")) {
                return full(answer);
            }
            added += number(answer.get(1));
            later -= part.size();
        }
        return stored(added, values);
    }

    /** At least one, which may be empty: that makes an empty list. */
    private static List<Map<String, Long>> parts(Map<String, Long> expiresAtByValue) {
        List<Map<String, Long>> parts = new ArrayList<>();
        Map<String, Long> part = new LinkedHashMap<>();
        for (Map.Entry<String, Long> entry : expiresAtByValue.entrySet()) {
            if (part.size() == VALUES_AT_ONCE_MAX) {
                parts.add(part);
                part = new LinkedHashMap<>();
            }
            part.put(entry.getKey(), entry.getValue());
        }
        parts.add(part);
        return parts;
    }

    private Response put(String scope, String name, Map<String, Long> part, int announced, long nowMillis) {
        List<String> arguments = new ArrayList<>(List.of(
                id(scope, name),
                scope,
                ListChangeText.write(new ListChange.Put(scope, name, part)),
                channel,
                Long.toString(nowMillis),
                Integer.toString(NamedLists.ENTRIES_PER_LIST_MAX),
                Integer.toString(NamedLists.ENTRIES_MAX),
                Integer.toString(NamedLists.LISTS_PER_SCOPE_MAX),
                Integer.toString(NamedLists.SCOPES_MAX),
                Integer.toString(LOG_MAX)));
        arguments.add(Integer.toString(announced));
        part.forEach((value, expiresAt) -> {
            arguments.add(expiresAt == Long.MAX_VALUE ? NEVER : expiresAt.toString());
            arguments.add(value);
        });
        return some(link.call(
                put, List.of(changesKey, logKey, listsKey, scopesKey, totalKey, listKey(scope, name)), arguments));
    }

    private static ListWrite stored(int added, int values) {
        return new ListWrite.Stored(added, values - added);
    }

    private static ListWrite full(Response answer) {
        return switch (answer.get(0).toString()) {
            case "list" -> ListWrite.Full.list();
            case "total" -> ListWrite.Full.total();
            case "lists" -> ListWrite.Full.lists();
            default -> ListWrite.Full.scopes();
        };
    }

    private static boolean isWord(Response response, String word) {
        return response.toString().equals(word);
    }

    private static int number(Response response) {
        return Integer.parseInt(response.toString());
    }

    @Override
    public boolean remove(String scope, String name, String value, long nowMillis) {
        return isDone(link.call(
                remove,
                List.of(changesKey, logKey, totalKey, listKey(scope, name)),
                List.of(
                        id(scope, name),
                        value,
                        ListChangeText.write(new ListChange.Remove(scope, name, value)),
                        channel,
                        Long.toString(nowMillis),
                        Integer.toString(LOG_MAX))));
    }

    @Override
    public boolean delete(String scope, String name) {
        return isDone(link.call(
                delete,
                List.of(changesKey, logKey, listsKey, scopesKey, totalKey, listKey(scope, name)),
                List.of(
                        id(scope, name),
                        scope,
                        ListChangeText.write(new ListChange.Delete(scope, name)),
                        channel,
                        Integer.toString(LOG_MAX))));
    }

    @Override
    public Changes changesSince(Position position) {
        Response found = some(link.call(
                changes,
                List.of(changesKey, logKey),
                List.of(Long.toString(position.number()), position.token(), Integer.toString(CHANGES_MAX))));
        if (!isDone(found.get(0))) {
            return new Changes(
                    new Position(
                            Long.parseLong(found.get(1).toString()),
                            found.get(2).toString()),
                    null);
        }
        List<ListChange> list = new ArrayList<>();
        String token = position.token();
        for (int i = 1; i < found.size(); i++) {
            String text = found.get(i).toString();
            token = ListChangeText.token(text);
            list.add(ListChangeText.read(text));
        }
        return new Changes(new Position(position.number() + list.size(), token), list);
    }

    @Override
    public void lists(BiConsumer<String, String> each) {
        scan(Command.SSCAN, listsKey, ids -> {
            for (Response id : ids) {
                String text = id.toString();
                int colon = text.indexOf(':');
                each.accept(text.substring(colon + 1), text.substring(0, colon));
            }
        });
    }

    @Override
    public void entries(String scope, String name, BiConsumer<String, Long> each) {
        scan(Command.ZSCAN, listKey(scope, name), page -> {
            for (int i = 0; i + 1 < page.size(); i += 2) {
                each.accept(page.get(i).toString(), expiry(page.get(i + 1).toString()));
            }
        });
    }

    private void scan(Command scan, String key, Consumer<Response> each) {
        String cursor = "0";
        do {
            Response page = some(link.call(
                    Request.cmd(scan).arg(key).arg(cursor).arg("COUNT").arg(SCAN_COUNT)));
            each.accept(page.get(1));
            cursor = page.get(0).toString();
        } while (!cursor.equals("0"));
    }

    private static Long expiry(String score) {
        return score.startsWith("inf") ? Long.MAX_VALUE : (long) Double.parseDouble(score);
    }

    @Override
    public void awaitPublication(Duration max) throws InterruptedException {
        publications.await(max);
    }

    /** Names have no colon. */
    private static String id(String scope, String name) {
        return name + ":" + scope;
    }

    private String listKey(String scope, String name) {
        return root + "list:" + name + ":" + ScopeName.directory(scope);
    }

    @Override
    public void close() {
        publications.close();
        link.close();
    }
}
