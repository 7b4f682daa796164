package io.riskgate.rules.registry;

import static io.riskgate.rules.registry.RegistryFixture.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.rules.Ruleset;
import io.riskgate.store.RulesetVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesetRegistryTest {

    @TempDir
    Path dataDir;

    private RegistryFixture fixture;

    @BeforeEach
    void open() {
        fixture = new RegistryFixture(dataDir);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void goodText_isActiveWithTheNextVersion() throws Exception {
        fixture.upload("acme", rule("one"));
        fixture.upload("acme", rule("two"));

        assertThat(fixture.activeName("acme")).isEqualTo("acme@2");
        assertThat(fixture.activeName("other")).isEqualTo("none");
        assertThat(fixture.store.history("acme"))
                .extracting(RulesetVersion::author)
                .containsExactly("tester", "tester");
    }

    @Test
    void badText_leavesTheLastGoodOneServing() throws Exception {
        fixture.upload("acme", rule("one"));

        Publication refused = fixture.upload("acme", "rule \"x\" when Checkout( amunt > 5 ) then end");

        assertThat(refused).isInstanceOf(Publication.Refused.class);
        assertThat(fixture.activeName("acme")).isEqualTo("acme@1");
        assertThat(fixture.registry.failures()).containsOnlyKeys("acme");
        assertThat(fixture.store.history("acme")).hasSize(1);
        assertThat(fixture.meters
                        .counter("riskgate.ruleset.publications", "result", "refused", "source", "api")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void goodTextAfterABadOne_clearsTheFailure() throws Exception {
        fixture.upload("acme", "rule");
        fixture.upload("acme", rule("one"));

        assertThat(fixture.registry.failures()).isEmpty();
    }

    @Test
    void earlierVersion_canBeActiveAgain() throws Exception {
        fixture.upload("acme", rule("one"));
        fixture.upload("acme", rule("two"));

        assertThat(fixture.activate("acme", 1)).isInstanceOf(Publication.Published.class);
        assertThat(fixture.activeName("acme")).isEqualTo("acme@1");
        assertThat(fixture.activate("acme", 7)).isInstanceOf(Publication.Unknown.class);
        assertThat(fixture.activeName("acme")).isEqualTo("acme@1");
    }

    @Test
    void restart_bringsBackWhatWasActive() throws Exception {
        fixture.upload("acme", rule("one"));
        fixture.upload("acme", rule("two"));
        fixture.activate("acme", 1);

        try (RegistryFixture restarted = new RegistryFixture(dataDir)) {
            assertThat(restarted.activeName("acme")).isEqualTo("acme@1");
            restarted.upload("acme", rule("three"));
            assertThat(restarted.activeName("acme")).isEqualTo("acme@3");
        }
    }

    @Test
    void publicationsAtOnce_getVersionsOfTheirOwn() {
        List<CompletableFuture<Publication>> all = IntStream.range(0, 50)
                .mapToObj(i -> fixture.registry
                        .publish("acme", rule("r" + i), RulesetVersion.Source.API, "tester")
                        .toCompletableFuture())
                .toList();

        Set<Integer> versions = new HashSet<>();
        for (CompletableFuture<Publication> publication : all) {
            Publication.Published published = (Publication.Published)
                    publication.orTimeout(30, TimeUnit.SECONDS).join();
            versions.add(published.version().version());
        }
        assertThat(versions).hasSize(50);
        assertThat(fixture.activeName("acme")).isEqualTo("acme@50");
    }

    @Test
    void readers_seeOnlyWholeRulesets() throws Exception {
        fixture.upload("acme", rule("r1"));
        AtomicBoolean done = new AtomicBoolean();
        List<String> torn = new ArrayList<>();
        Thread reader = Thread.ofPlatform().start(() -> {
            int last = 0;
            while (!done.get()) {
                Ruleset active = fixture.registry.active("acme");
                String rule = active.compiled().rules().getFirst().name();
                if (!rule.equals("r" + active.version()) || active.version() < last) {
                    torn.add(active.name() + " has " + rule + " after " + last);
                }
                last = active.version();
            }
        });
        for (int i = 2; i <= 100; i++) {
            fixture.upload("acme", rule("r" + i));
        }
        done.set(true);
        reader.join();

        assertThat(torn).isEmpty();
    }
}
