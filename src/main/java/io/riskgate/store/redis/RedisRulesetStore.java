package io.riskgate.store.redis;

import static io.riskgate.store.redis.BlockingLink.isDone;
import static io.riskgate.store.redis.BlockingLink.some;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.riskgate.store.ModeChange;
import io.riskgate.store.RulesetVersion;
import io.riskgate.store.ScopeName;
import io.riskgate.store.SharedRulesetStore;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rulesets in Redis. Each change is one script, so it happens as a whole, whatever other nodes do, and it increments a
 * counter by which every node finds what it does not know yet. All keys have the tag <code>{rulesets}</code> and so are on
 * one node of a cluster; src/docs/redis.md lists them.
 *
 * <p>A scope keeps 100 versions: when there are more, the oldest ones that are neither active nor tried are forgotten, since all
 * of this is memory of Redis. A change whose answer is lost may have been done.
 */
final class RedisRulesetStore implements SharedRulesetStore, AutoCloseable {

    static final int VERSIONS_MAX = 100;
    static final int SCOPES_MAX = 100_000;

    /** Of a scope's changes of modes, the last ones. */
    static final int MODES_MAX = 500;

    /** What {@link #changesSince} tells of at once, so that Redis is held up for no longer than a millisecond or so. */
    static final int CHANGES_MAX = 1_000;

    static final Duration REPORT_HOLDS = Duration.ofSeconds(10);

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final BlockingLink link;
    private final Publications publications;
    private final String node;
    private final String channel;
    private final String root;
    private final String changesKey;
    private final String changedKey;
    private final String activeKey;
    private final String filesKey;
    private final String nodesKey;
    private final String triedRoot;
    private final int versionsMax;
    private final Script append = Script.of("rulesets-append.lua");
    private final Script activate = Script.of("rulesets-activate.lua");
    private final Script change = Script.of("rulesets-change.lua");
    private final Script changes = Script.of("changes.lua");
    private final Script report = Script.of("rulesets-report.lua");
    private final Script nodes = Script.of("rulesets-nodes.lua");
    private Map<String, Integer> reported = Map.of();

    /** @param node what this one is called */
    RedisRulesetStore(BlockingLink link, Publications publications, String prefix, String node) {
        this(link, publications, prefix, node, VERSIONS_MAX);
    }

    RedisRulesetStore(BlockingLink link, Publications publications, String prefix, String node, int versionsMax) {
        this.link = link;
        this.publications = publications;
        this.node = node;
        this.channel = channel(prefix);
        this.root = KeyNames.shared(prefix, "{rulesets}:");
        this.changesKey = root + "changes";
        this.changedKey = root + "changed";
        this.activeKey = root + "active";
        this.filesKey = root + "files";
        this.nodesKey = root + "nodes";
        this.triedRoot = root + "tried:";
        this.versionsMax = versionsMax;
    }

    /** Where each change is published. */
    static String channel(String prefix) {
        return KeyNames.shared(prefix, "{rulesets}:published");
    }

    @Override
    public Set<String> scopes() {
        Set<String> scopes = new TreeSet<>();
        some(link.call(Request.cmd(Command.ZRANGE).arg(changedKey).arg(0).arg(-1)))
                .forEach(scope -> scopes.add(scope.toString()));
        return scopes;
    }

    @Override
    public Map<String, RulesetVersion> lastFromFiles() {
        Response found = some(link.call(Request.cmd(Command.HGETALL).arg(filesKey)));
        Map<String, RulesetVersion> last = new HashMap<>();
        // RESP3 has maps, RESP2 has lists.
        if (found.isMap()) {
            found.getKeys()
                    .forEach(scope -> last.put(scope, read(found.get(scope).toString())));
        } else {
            for (int i = 0; i + 1 < found.size(); i += 2) {
                last.put(found.get(i).toString(), read(found.get(i + 1).toString()));
            }
        }
        return last;
    }

    @Override
    public List<RulesetVersion> history(String scope) {
        List<RulesetVersion> history = new ArrayList<>();
        some(link.call(Request.cmd(Command.ZRANGE).arg(historyKey(scope)).arg(0).arg(-1)))
                .forEach(json -> history.add(read(json.toString())));
        return history;
    }

    @Override
    public @Nullable String text(String scope, int version) {
        Response text = link.call(Request.cmd(Command.HGET).arg(textsKey(scope)).arg(version));
        return text == null ? null : text.toString();
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the scope cannot be a name
     */
    @Override
    public boolean append(String scope, RulesetVersion version, String text) {
        return isDone(link.call(
                append,
                List.of(
                        changesKey,
                        changedKey,
                        activeKey,
                        historyKey(scope),
                        textsKey(scope),
                        filesKey,
                        triedRoot + scope),
                List.of(
                        scope,
                        Integer.toString(version.version()),
                        write(version),
                        text,
                        Integer.toString(versionsMax),
                        Integer.toString(SCOPES_MAX),
                        channel,
                        version.source() == RulesetVersion.Source.FILES ? "1" : "0")));
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the scope has no such version
     */
    @Override
    public void activate(String scope, int version) {
        if (!isDone(link.call(
                activate,
                List.of(changesKey, changedKey, activeKey, historyKey(scope)),
                List.of(scope, Integer.toString(version), channel)))) {
            throw new IllegalArgumentException("There is no version " + version);
        }
    }

    @Override
    public List<ModeChange> changes(String scope) {
        List<ModeChange> all = new ArrayList<>();
        some(link.call(Request.cmd(Command.LRANGE).arg(modesKey(scope)).arg(0).arg(-1)))
                .forEach(json -> all.add(read(json.toString(), ModeChange.class)));
        return all;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the scope has no such version
     */
    @Override
    public boolean change(String scope, ModeChange change) {
        String answer = some(link.call(
                        this.change,
                        List.of(
                                changesKey,
                                changedKey,
                                activeKey,
                                historyKey(scope),
                                triedRoot + scope,
                                modesKey(scope)),
                        List.of(
                                scope,
                                Integer.toString(change.version()),
                                change.mode().name(),
                                write(change),
                                change.mode().isTried()
                                        ? Integer.toString(change.mode().versionsMax())
                                        : "0",
                                Integer.toString(MODES_MAX),
                                channel)))
                .toString();
        if (answer.equals("0")) {
            throw new IllegalArgumentException("There is no version " + change.version());
        }
        return answer.equals("1");
    }

    @Override
    public OptionalInt active(String scope) {
        Response json = link.call(Request.cmd(Command.HGET).arg(activeKey).arg(scope));
        return json == null
                ? OptionalInt.empty()
                : OptionalInt.of(read(json.toString()).version());
    }

    @Override
    public Changes changesSince(long number) {
        Response found = some(link.call(
                changes,
                List.of(changesKey, changedKey, activeKey),
                List.of(Long.toString(number), Integer.toString(CHANGES_MAX))));
        Map<String, RulesetVersion> active = new LinkedHashMap<>();
        for (int i = 1; i + 1 < found.size(); i += 2) {
            Response json = found.get(i + 1);
            if (json != null) {
                active.put(found.get(i).toString(), read(json.toString()));
            }
        }
        return new Changes(Long.parseLong(found.get(0).toString()), active);
    }

    @Override
    public Map<String, List<ModeChange>> triedSince(long number) {
        Response found = some(link.call(
                changes,
                List.of(changesKey, changedKey),
                List.of(Long.toString(number), Integer.toString(CHANGES_MAX), triedRoot)));
        Map<String, List<ModeChange>> tried = new LinkedHashMap<>();
        for (int i = 1; i + 1 < found.size(); i += 2) {
            List<ModeChange> ofScope = new ArrayList<>();
            found.get(i + 1).forEach(json -> ofScope.add(read(json.toString(), ModeChange.class)));
            tried.put(found.get(i).toString(), ofScope);
        }
        return tried;
    }

    @Override
    public void awaitPublication(Duration max) throws InterruptedException {
        publications.await(max);
    }

    @Override
    public synchronized void report(Map<String, Integer> versions) {
        Map<String, Integer> news = new HashMap<>(versions);
        news.entrySet().removeAll(reported.entrySet());
        if (!report(news, false)) {
            report(versions, true);
        }
        reported = Map.copyOf(versions);
    }

    private boolean report(Map<String, Integer> versions, boolean whole) {
        Stream<String> first = Stream.of(node, Long.toString(REPORT_HOLDS.toMillis()), whole ? "1" : "0");
        Stream<String> each = versions.entrySet().stream()
                .flatMap(one -> Stream.of(one.getKey(), one.getValue().toString()));
        return isDone(link.call(
                report,
                List.of(nodesKey, nodesKey + ":" + node),
                Stream.concat(first, each).toList()));
    }

    @Override
    public Map<String, Integer> nodes(String scope) {
        Response found = some(link.call(nodes, List.of(nodesKey), List.of(scope)));
        Map<String, Integer> versions = new TreeMap<>();
        for (int i = 0; i + 1 < found.size(); i += 2) {
            versions.put(
                    found.get(i).toString(), Integer.valueOf(found.get(i + 1).toString()));
        }
        return versions;
    }

    private String historyKey(String scope) {
        return root + "history:" + ScopeName.directory(scope);
    }

    private String textsKey(String scope) {
        return root + "texts:" + ScopeName.directory(scope);
    }

    private String modesKey(String scope) {
        return root + "modes:" + ScopeName.directory(scope);
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RulesetVersion read(String json) {
        return read(json, RulesetVersion.class);
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(
                    new IOException("What Redis holds as a " + type.getSimpleName() + " is none", e));
        }
    }

    @Override
    public void close() {
        publications.close();
        link.close();
    }
}
