package io.riskgate.rules.registry;

import static io.riskgate.rules.registry.RegistryFixture.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.riskgate.fixture.MemoryJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rule files that are exchanged as a whole, by giving a link another target: a mounted ConfigMap, and git-sync's worktree. */
class MountedRulesTest {

    private static final Duration LIVE_MAX = Duration.ofSeconds(1);

    @TempDir
    Path temporary;

    private RegistryFixture fixture;
    private RulesDirectory directory;
    /** What is mounted. */
    private Path mount;

    @BeforeEach
    void open() throws Exception {
        fixture = new RegistryFixture(temporary.resolve("data"));
        // The first compilation in a JVM alone can take as long as a change may.
        fixture.upload("warm-up", rule("none"));
        mount = Files.createDirectories(temporary.resolve("mount"));
    }

    @AfterEach
    void close() throws IOException {
        directory.close();
        fixture.close();
    }

    @Test
    void configMapOfAllScopes_isLiveWithinASecondOfItsSwap() throws IOException {
        write(mount.resolve("..2026_11_26_1/acme/a.drl"), rule("one"));
        write(mount.resolve("..2026_11_26_1/old/a.drl"), rule("kept"));
        link(mount.resolve("..data"), "..2026_11_26_1");
        link(mount.resolve("acme"), "..data/acme");
        link(mount.resolve("old"), "..data/old");
        watch(mount);
        assertThat(fixture.store.lastFromFiles()).containsOnlyKeys("acme", "old");

        write(mount.resolve("..2026_11_26_2/acme/a.drl"), rule("two"));
        write(mount.resolve("..2026_11_26_2/new/a.drl"), rule("first"));
        link(mount.resolve("..data"), "..2026_11_26_2");
        link(mount.resolve("new"), "..data/new");

        awaitRules("acme", "two");
        awaitRules("new", "first");
        // Its link leads nowhere until the kubelet has removed it.
        directory.scan();
        assertThat(rules("old")).containsExactly("kept");

        Files.delete(mount.resolve("old"));
        delete(mount.resolve("..2026_11_26_1"));
        awaitRules("old");
        assertThat(fixture.store.lastFromFiles()).containsOnlyKeys("acme", "new", "old");
    }

    @Test
    void configMapOfOneScope_isLiveWithinASecondOfEachSwap() throws IOException {
        Path acme = Files.createDirectories(mount.resolve("acme"));
        write(acme.resolve("..2026_11_26_1/a.drl"), rule("one"));
        link(acme.resolve("..data"), "..2026_11_26_1");
        link(acme.resolve("a.drl"), "..data/a.drl");
        watch(mount);
        awaitRules("acme", "one");

        for (int i = 2; i < 5; i++) {
            write(acme.resolve("..2026_11_26_" + i + "/a.drl"), rule("edition " + i));
            link(acme.resolve("..data"), "..2026_11_26_" + i);
            delete(acme.resolve("..2026_11_26_" + (i - 1)));
            awaitRules("acme", "edition " + i);
        }
        assertThat(fixture.store.lastFromFiles()).containsOnlyKeys("acme");
    }

    @Test
    void worktree_isLiveWithinASecondOfItsSwapAndFollowedFromThenOn() throws IOException {
        write(mount.resolve(".worktrees/1f3a/.git"), "gitdir: elsewhere");
        write(mount.resolve(".worktrees/1f3a/rules/.git/acme.drl"), "hidden");
        write(mount.resolve(".worktrees/1f3a/rules/acme/a.drl"), rule("one"));
        link(mount.resolve("current"), ".worktrees/1f3a");
        watch(mount.resolve("current/rules"));
        awaitRules("acme", "one");

        // The old worktree stays, so nothing in it tells of the swap.
        write(mount.resolve(".worktrees/77c0/rules/acme/a.drl"), rule("two"));
        link(mount.resolve("current"), ".worktrees/77c0");
        awaitRules("acme", "two");

        write(mount.resolve(".worktrees/77c0/rules/acme/b.drl"), rule("three"));
        awaitRules("acme", "two", "three");
        assertThat(fixture.store.lastFromFiles()).containsOnlyKeys("acme");
    }

    @Test
    void missingTree_retiresNothingAndIsLiveWithinASecondOfItsReturn() throws IOException {
        write(mount.resolve("v1/acme/a.drl"), rule("one"));
        link(mount.resolve("current"), "v1");
        watch(mount.resolve("current"));
        awaitRules("acme", "one");

        Files.delete(mount.resolve("current"));
        directory.scan();
        assertThat(fixture.activeName("acme")).isEqualTo("acme@1");

        Files.createSymbolicLink(mount.resolve("current"), Path.of("v2"));
        directory.scan();
        assertThat(fixture.activeName("acme")).isEqualTo("acme@1");

        write(temporary.resolve("v2/acme/a.drl"), rule("two"));
        Files.move(temporary.resolve("v2"), mount.resolve("v2"));
        awaitRules("acme", "two");
    }

    @Test
    void worktreeThatComesAfterTheStart_isLiveWithinASecond() throws IOException {
        watch(mount.resolve("current/rules"));
        write(mount.resolve(".worktrees/1f3a/rules/acme/a.drl"), rule("one"));
        link(mount.resolve("current"), ".worktrees/1f3a");

        await().atMost(LIVE_MAX).until(() -> fixture.registry.active("acme") != null);
        assertThat(rules("acme")).containsExactly("one");
    }

    @Test
    void scopeThatWasRemovedFromTheTree_hasNoRules() throws IOException {
        write(mount.resolve("v1/acme/a.drl"), rule("one"));
        write(mount.resolve("v2/other/a.drl"), rule("first"));
        link(mount.resolve("current"), "v1");
        watch(mount.resolve("current"));
        awaitRules("acme", "one");

        link(mount.resolve("current"), "v2");
        awaitRules("acme");
    }

    @Test
    void directoryThatAnotherTookThePlaceOf_isFollowed() throws IOException {
        write(mount.resolve("acme/a.drl"), rule("one"));
        watch(mount);
        awaitRules("acme", "one");

        write(temporary.resolve("next/a.drl"), rule("two"));
        Files.move(mount.resolve("acme"), temporary.resolve("last"));
        Files.move(temporary.resolve("next"), mount.resolve("acme"));
        awaitRules("acme", "two");

        write(mount.resolve("acme/a.drl"), rule("three"));
        awaitRules("acme", "three");
    }

    private void watch(Path rules) {
        directory = new RulesDirectory(rules, fixture.registry, fixture.store, new MemoryJournal(), Clock.systemUTC());
        directory.scan();
        directory.watch();
    }

    private void awaitRules(String scope, String... names) {
        await().atMost(LIVE_MAX).pollInterval(Duration.ofMillis(10)).untilAsserted(() -> assertThat(rules(scope))
                .containsExactly(names));
    }

    private Stream<String> rules(String scope) {
        return fixture.registry.active(scope) == null
                ? Stream.of("no ruleset")
                : fixture.registry.active(scope).compiled().rules().stream().map(rule -> rule.name());
    }

    /** Makes a link, or gives it another target in one step, as the kubelet and git-sync do. */
    private static void link(Path link, String target) throws IOException {
        Path made = link.resolveSibling("..made");
        Files.createSymbolicLink(made, Path.of(target));
        Files.move(made, link, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
