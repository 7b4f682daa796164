package io.riskgate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.store.RulesetVersion.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRulesetStoreTest extends RulesetStoreContract {

    @TempDir
    Path dataDir;

    @Override
    protected RulesetStore open() {
        return new FileRulesetStore(dataDir);
    }

    @Test
    void historyTornAnywhere_isCutAndGoesOn() throws IOException {
        RulesetStore store = open();
        store.append("acme", version(1), "a1");
        Path history = dataDir.resolve("rulesets/acme/history.jsonl");
        int firstEnds = (int) Files.size(history);
        store.append("acme", version(2), "a2");
        byte[] whole = Files.readAllBytes(history);
        for (int length = firstEnds; length < whole.length; length++) {
            Files.write(history, Arrays.copyOf(whole, length));
            RulesetStore again = open();
            assertThat(again.history("acme")).as("%d bytes", length).containsExactly(version(1));
            assertThat(Files.size(history)).isEqualTo(firstEnds);
        }
        open().append("acme", version(2), "other");
        assertThat(open().text("acme", 2)).isEqualTo("other");
        assertThat(Files.readAllBytes(history)).isEqualTo(whole);
    }

    @Test
    void corruptHistory_stopsTheStartNamingTheLine() throws IOException {
        open().append("acme", version(1), "a1");
        Files.writeString(dataDir.resolve("rulesets/acme/history.jsonl"), "x\n");
        assertThatThrownBy(this::open)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("history.jsonl line 1");
    }

    @Test
    void strangeScopes_areKeptApartInsideTheDirectory() throws IOException {
        List<String> scopes = List.of(
                "..", "a/b", "a%2fb", "Acme", "acme", "a\0b", "ü", "x".repeat(300), "x".repeat(301), "%sha256-");
        RulesetStore store = open();
        scopes.forEach(scope -> store.append(scope, version(1), scope));
        RulesetStore again = open();
        assertThat(again.scopes()).containsExactlyInAnyOrderElementsOf(scopes);
        assertThat(scopes).allSatisfy(scope -> assertThat(again.text(scope, 1)).isEqualTo(scope));
        try (Stream<Path> paths = Files.list(dataDir.resolve("rulesets"))) {
            List<String> names =
                    paths.map(path -> path.getFileName().toString()).toList();
            Set<String> lowerCase = new HashSet<>(names);
            assertThat(lowerCase).hasSize(scopes.size());
            assertThat(names).allMatch(name -> name.matches("[a-z0-9_%-]{1,200}"));
        }
        try (Stream<Path> paths = Files.list(dataDir)) {
            assertThat(paths).hasSize(1);
        }
    }

    @Test
    void noProperScope_isRefused() {
        RulesetStore store = open();
        assertThatThrownBy(() -> store.append("", version(1), "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.append("\ud800", version(1), "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oldVersions_arePrunedButTheActiveOne() {
        RulesetStore store = new FileRulesetStore(dataDir, 3, FileRulesetStore.CHANGES_MAX);
        store.append("acme", version(1), "a1");
        store.append("acme", version(2), "a2");
        store.activate("acme", 2);
        for (int number = 3; number <= 6; number++) {
            store.append("acme", version(number), "a" + number);
        }
        for (RulesetStore each : List.of(store, new FileRulesetStore(dataDir, 3, FileRulesetStore.CHANGES_MAX))) {
            assertThat(each.history("acme")).containsExactly(version(2), version(5), version(6));
            assertThat(each.text("acme", 2)).isEqualTo("a2");
            assertThat(each.text("acme", 4)).isNull();
        }
        assertThat(dataDir.resolve("rulesets/acme/4.drl")).doesNotExist();
        assertThat(dataDir.resolve("rulesets/acme/6.drl")).exists();
    }

    @Test
    void tornChange_isCut() throws IOException {
        RulesetStore store = open();
        store.append("acme", version(1), "a1");
        store.change("acme", change(1, Mode.SHADOW));
        Path modes = dataDir.resolve("rulesets/acme/modes.jsonl");
        int firstEnds = (int) Files.size(modes);
        store.change("acme", change(1, Mode.RETIRED));
        Files.write(modes, Arrays.copyOf(Files.readAllBytes(modes), firstEnds + 10));
        RulesetStore again = open();
        assertThat(again.changes("acme")).containsExactly(change(1, Mode.SHADOW));
        again.change("acme", change(1, Mode.CANARY));
        assertThat(open().changes("acme")).containsExactly(change(1, Mode.SHADOW), change(1, Mode.CANARY));
    }

    @Test
    void versionsThatAreTried_areNotPruned() {
        RulesetStore store = new FileRulesetStore(dataDir, 3, FileRulesetStore.CHANGES_MAX);
        for (int number = 1; number <= 3; number++) {
            store.append("acme", version(number), "a" + number);
        }
        store.change("acme", change(1, Mode.SHADOW));
        store.change("acme", change(2, Mode.SHADOW));
        store.change("acme", change(2, Mode.RETIRED));
        for (int number = 4; number <= 6; number++) {
            store.append("acme", version(number), "a" + number);
        }
        for (RulesetStore each : List.of(store, new FileRulesetStore(dataDir, 3, FileRulesetStore.CHANGES_MAX))) {
            assertThat(each.history("acme")).containsExactly(version(1), version(5), version(6));
            assertThat(each.changes("acme")).containsExactly(change(1, Mode.SHADOW));
        }
    }

    @Test
    void manyChanges_areBoundedButEachVersionKeepsItsLast() {
        RulesetStore store = new FileRulesetStore(dataDir, 3, 10);
        store.append("acme", version(1), "a1");
        store.append("acme", version(2), "a2");
        store.change("acme", change(1, Mode.SHADOW));
        for (int i = 0; i < 10; i++) {
            store.change("acme", change(2, i % 2 == 0 ? Mode.SHADOW : Mode.RETIRED));
        }
        // The last five of ten, what version 1 is, and the one that was too many.
        List<ModeChange> kept = open().changes("acme");
        assertThat(kept).hasSize(7).startsWith(change(1, Mode.SHADOW)).endsWith(change(2, Mode.RETIRED));
        assertThat(store.changes("acme")).isEqualTo(kept);
    }

    @Test
    void directoryThatACrashLeftUnfinished_isUsed() throws IOException {
        Files.createDirectories(dataDir.resolve("rulesets/acme"));
        RulesetStore store = open();
        assertThat(store.scopes()).isEmpty();
        store.append("acme", version(1), "a1");
        assertThat(open().text("acme", 1)).isEqualTo("a1");
    }

    @Test
    void failingDisk_leavesEverythingAsItWas() throws IOException {
        RulesetStore store = open();
        store.append("acme", version(1), "a1");
        Path obstacle = dataDir.resolve("rulesets/acme/2.drl/in_the_way");
        Files.createDirectories(obstacle);
        assertThatThrownBy(() -> store.append("acme", version(2), "a2")).isInstanceOf(UncheckedIOException.class);
        assertThat(store.history("acme")).containsExactly(version(1));
        Files.delete(obstacle);
        Files.delete(obstacle.getParent());
        store.append("acme", version(2), "a2");
        assertThat(open().text("acme", 2)).isEqualTo("a2");
    }
}
