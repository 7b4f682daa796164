package io.riskgate.merchant;

import io.riskgate.identity.Caller;
import io.riskgate.identity.Scope;
import io.riskgate.privacy.MaskingProfile;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What may be said of a merchant, and of a key. Each method tells the fields that are wrong, the first mistake of each. */
final class MerchantRules {

    static final int POINTS_MAX = 1_000_000;
    static final int URL_CHARS_MAX = 2_000;
    static final int SECRET_CHARS_MIN = 16;
    static final int SECRET_CHARS_MAX = 256;

    /** Where {@code http} will do, since nobody can listen in between. */
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private MerchantRules() {}

    static Map<String, String> problems(
            String merchantId, MerchantDocument document, DefaultSettings defaults, WebhookReach reach) {
        Map<String, String> problems = new LinkedHashMap<>();
        if (document.plan() != null && defaults.plan(document.plan()) == null) {
            problems.put("plan", "must be a plan that is configured");
        }
        thresholds(merchantId, document, defaults, problems);
        Quota quota = document.quota();
        if (quota != null && (quota.perSecond() < 1 || quota.perSecond() > Quota.MAX)) {
            problems.put("quota.perSecond", "must be 1 to " + Quota.MAX);
        } else if (quota != null && (quota.burst() < quota.perSecond() || quota.burst() > Quota.MAX)) {
            problems.put("quota.burst", "must be quota.perSecond to " + Quota.MAX);
        }
        if (document.masking() != null && MaskingProfile.of(document.masking()) == null) {
            problems.put("masking", "must be one of " + String.join(", ", MaskingProfile.ALL.keySet()));
        }
        Double sampling = document.traceSampling();
        if (sampling != null && !(sampling >= 0 && sampling <= 1)) {
            problems.put("traceSampling", "must be 0 to 1");
        }
        if (document.timeZone() != null && !isZone(document.timeZone())) {
            problems.put("timeZone", "must be a time zone such as Europe/Berlin");
        }
        if (document.webhook() != null) {
            webhook(document.webhook(), reach, problems);
        }
        return problems;
    }

    private static void webhook(Webhook webhook, WebhookReach reach, Map<String, String> problems) {
        URI url = webhook.url();
        boolean here = "http".equals(url.getScheme()) && LOOPBACK.contains(String.valueOf(url.getHost()));
        if (url.getHost() == null
                || !("https".equals(url.getScheme()) || here)
                || url.getRawUserInfo() != null
                || url.toString().length() > URL_CHARS_MAX) {
            problems.put(
                    "webhook.url",
                    "must be an https address of at most " + URL_CHARS_MAX + " characters, without a user's name");
        } else if (!reach.mayReach(url)) {
            problems.put(
                    "webhook.url",
                    "must be an address of the internet: messages to others are not sent"
                            + " (riskgate.webhooks.private-addresses)");
        }
        String secret = webhook.secret();
        if (secret == null || secret.length() < SECRET_CHARS_MIN || secret.length() > SECRET_CHARS_MAX) {
            problems.put("webhook.secret", "must have " + SECRET_CHARS_MIN + " to " + SECRET_CHARS_MAX + " characters");
        }
    }

    private static void thresholds(
            String merchantId, MerchantDocument document, DefaultSettings defaults, Map<String, String> problems) {
        int reviewAt = document.reviewAt() == null ? defaults.of(merchantId).reviewAt() : document.reviewAt();
        int declineAt = document.declineAt() == null ? defaults.of(merchantId).declineAt() : document.declineAt();
        if (reviewAt < 1 || reviewAt > POINTS_MAX) {
            problems.put("reviewAt", "must be 1 to " + POINTS_MAX);
        } else if (declineAt <= reviewAt || declineAt > POINTS_MAX) {
            String field = document.declineAt() == null ? "reviewAt" : "declineAt";
            problems.put(
                    field, "declineAt must be above reviewAt, which is " + reviewAt + ", and at most " + POINTS_MAX);
        }
    }

    private static boolean isZone(String name) {
        try {
            ZoneId.of(name);
            return true;
        } catch (DateTimeException unknown) {
            return false;
        }
    }

    static Map<String, String> keyProblems(
            String merchantId, Set<Scope> scopes, @Nullable Instant expiresAt, Instant now) {
        Map<String, String> problems = new LinkedHashMap<>();
        boolean ofPlatform = merchantId.equals(Caller.PLATFORM);
        if (scopes.isEmpty()) {
            problems.put("scopes", "must have at least one of decide, rules, lists, admin");
        } else if (scopes.contains(Scope.ADMIN) != ofPlatform) {
            problems.put(
                    "scopes",
                    ofPlatform ? "must have admin, as all keys of the platform" : "admin is for the platform's keys");
        }
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            problems.put("expiresAt", "must be in the future");
        }
        return problems;
    }
}
