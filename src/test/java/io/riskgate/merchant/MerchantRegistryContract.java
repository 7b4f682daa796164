package io.riskgate.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.identity.KeyText;
import io.riskgate.identity.Scope;
import io.riskgate.model.Verdict;
import io.riskgate.store.MerchantStore;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a {@link MerchantRegistry} does on every {@link MerchantStore}. */
abstract class MerchantRegistryContract {

    private final List<Node> nodes = new ArrayList<>();

    /** One node, or one run of it. */
    static final class Node {

        final Merchants merchants = new Merchants(new MerchantSettings(50, 80, Verdict.REVIEW), Map.of());
        final MerchantRegistry registry;

        Node(MerchantStore store) {
            registry = new MerchantRegistry(store, merchants, url -> true, Clock.systemUTC());
        }

        String makeKey(String merchantId, Set<Scope> scopes) {
            return ((MerchantChange.KeyMade) registry.makeKey(merchantId, scopes, null))
                    .key()
                    .id();
        }
    }

    /** A store on the medium of this test, with all that an earlier one of the same test left on it. */
    protected abstract MerchantStore open();

    Node node() {
        Node node = new Node(open());
        nodes.add(node);
        return node;
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Node node : nodes) {
            node.registry.stop();
        }
    }

    static MerchantDocument reviewAt(int points) {
        return new MerchantDocument(null, points, null, null, null, null, null, null);
    }

    @Test
    void document_holdsAtOnceAndAfterARestart() {
        Node node = node();
        MerchantDocument document = new MerchantDocument(
                null,
                30,
                40,
                Verdict.CHALLENGE,
                new Quota(5, 9),
                "retail",
                0.25,
                "Europe/Berlin",
                null,
                Set.of(TraceAttribute.AMOUNT, TraceAttribute.SHARD));
        assertThat(node.registry.put("acme", document)).isEqualTo(new MerchantChange.Done());

        for (Node any : List.of(node, node())) {
            assertThat(any.registry.record("acme")).isEqualTo(new MerchantRecord(document, List.of()));
            assertThat(any.merchants.settings("acme").reviewAt()).isEqualTo(30);
            assertThat(any.merchants.settings("acme").quota()).isEqualTo(new Quota(5, 9));
            assertThat(any.merchants.settings("acme").traceAttributes())
                    .containsExactlyInAnyOrder(TraceAttribute.AMOUNT, TraceAttribute.SHARD);
            assertThat(any.merchants.settings("other").traceAttributes()).isEqualTo(TraceAttribute.DEFAULTS);
            assertThat(any.merchants.settings("other").reviewAt()).isEqualTo(50);
        }
    }

    private static MerchantDocument webhook(String url, @Nullable String secret) {
        return new MerchantDocument(
                null, null, null, null, null, null, null, null, new Webhook(URI.create(url), secret), null);
    }

    @Test
    void webhookWithoutASecret_keepsTheOneThatThereIs() {
        Node node = node();
        assertThat(node.registry.put("acme", webhook("https://shop.example/a", null)))
                .isEqualTo(new MerchantChange.Invalid(Map.of("webhook.secret", "must have 16 to 256 characters")));
        node.registry.put("acme", webhook("https://shop.example/a", "a secret of some length"));
        assertThat(node.registry.put("acme", webhook("https://shop.example/b", null)))
                .isEqualTo(new MerchantChange.Done());

        for (Node any : List.of(node, node())) {
            assertThat(any.merchants.settings("acme").webhook())
                    .isEqualTo(new Webhook(URI.create("https://shop.example/b"), "a secret of some length"));
            assertThat(any.merchants.settings("other").webhook()).isNull();
        }
        node.registry.put("acme", reviewAt(30));
        assertThat(node.merchants.settings("acme").webhook()).isNull();
    }

    @Test
    void key_isFoundAtOnceAndAfterARestart() {
        Node node = node();
        Instant expiresAt = Instant.parse("2099-01-01T00:00:00Z");
        MerchantChange.KeyMade made =
                (MerchantChange.KeyMade) node.registry.makeKey("acme", Set.of(Scope.RULES, Scope.LISTS), expiresAt);

        for (Node any : List.of(node, node())) {
            assertThat(any.registry.key(made.text().id())).satisfies(key -> {
                assertThat(key.hash().text()).isEqualTo(made.key().hash().text());
                assertThat(key.caller()).isEqualTo(made.key().caller());
                assertThat(key.expiresAt()).isEqualTo(expiresAt);
            });
        }
        assertThat(open().find("acme").json()).doesNotContain(made.text().text().substring(16));
    }

    @Test
    void revokedKey_isGoneAtOnceAndAfterARestart() {
        Node node = node();
        String kept = node.makeKey("acme", Set.of(Scope.DECIDE));
        String revoked = node.makeKey("acme", Set.of(Scope.DECIDE));
        assertThat(node.registry.revokeKey("other", revoked)).isEqualTo(new MerchantChange.Unknown());
        assertThat(node.registry.revokeKey("acme", revoked)).isEqualTo(new MerchantChange.Done());
        assertThat(node.registry.revokeKey("acme", revoked)).isEqualTo(new MerchantChange.Unknown());

        for (Node any : List.of(node, node())) {
            assertThat(any.registry.key(revoked)).isNull();
            assertThat(any.registry.key(kept)).isNotNull();
        }
    }

    @Test
    void removedMerchant_losesDocumentAndKeys() {
        Node node = node();
        node.registry.put("acme", reviewAt(30));
        String key = node.makeKey("acme", Set.of(Scope.DECIDE));
        assertThat(node.registry.remove("acme")).isEqualTo(new MerchantChange.Done());
        assertThat(node.registry.remove("acme")).isEqualTo(new MerchantChange.Unknown());

        for (Node any : List.of(node, node())) {
            assertThat(any.registry.record("acme")).isNull();
            assertThat(any.registry.key(key)).isNull();
            assertThat(any.merchants.settings("acme").reviewAt()).isEqualTo(50);
        }
    }

    @Test
    void firstAdminKey_isMadeOnceUntilItIsRevoked() {
        KeyText first = node().registry.firstAdminKey();
        assertThat(first).isNotNull();
        Node later = node();
        assertThat(later.registry.firstAdminKey()).isNull();
        assertThat(later.registry.key(first.id()).caller().isAdmin()).isTrue();
        assertThat(later.registry.ids("", 10)).isEmpty();

        later.registry.revokeKey("platform", first.id());
        assertThat(later.registry.firstAdminKey()).isNotNull();
    }

    @Test
    void keysBeyondTheLimit_areRefused() {
        Node node = node();
        for (int i = 0; i < MerchantRecord.KEYS_MAX; i++) {
            node.makeKey("acme", Set.of(Scope.DECIDE));
        }
        assertThat(node.registry.makeKey("acme", Set.of(Scope.DECIDE), null))
                .isInstanceOf(MerchantChange.Invalid.class);
        assertThat(node.registry.record("acme").keys()).hasSize(MerchantRecord.KEYS_MAX);
    }

    @Test
    void scopesAndExpiry_areChecked() {
        MerchantRegistry registry = node().registry;

        assertThat(registry.makeKey("acme", Set.of(Scope.ADMIN), null))
                .isEqualTo(new MerchantChange.Invalid(Map.of("scopes", "admin is for the platform's keys")));
        assertThat(registry.makeKey("platform", Set.of(Scope.RULES), null)).isInstanceOf(MerchantChange.Invalid.class);
        assertThat(registry.makeKey("acme", Set.of(), null)).isInstanceOf(MerchantChange.Invalid.class);
        assertThat(registry.makeKey("acme", Set.of(Scope.RULES), Instant.EPOCH))
                .isEqualTo(new MerchantChange.Invalid(Map.of("expiresAt", "must be in the future")));
        assertThat(registry.record("acme")).isNull();
    }

    @Test
    void merchants_areToldInPages() {
        MerchantRegistry registry = node().registry;
        for (String id : List.of("c", "a", "b", "platform-2")) {
            registry.put(id, MerchantDocument.EMPTY);
        }
        registry.firstAdminKey();

        assertThat(registry.ids("", 2)).containsExactly("a", "b");
        assertThat(registry.ids("b", 9)).containsExactly("c", "platform-2");
    }
}
