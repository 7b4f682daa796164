package io.riskgate.loadtest.scenario;

import io.riskgate.loadtest.server.Server;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** API keys and quotas of an engine's merchants, which an admin makes. Stateless. */
final class MerchantKeys {

    private static final Pattern KEY = Pattern.compile("\"key\":\"(rk_\\w+)\"");
    private static final String LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final int ID_CHARS = 12;
    private static final int SECRET_CHARS = 43;
    private static final String JSON = "application/json";

    private MerchantKeys() {}

    /** One that an engine can be configured with. */
    static String generate() {
        SecureRandom random = new SecureRandom();
        return "rk_" + draw(random, ID_CHARS) + "_" + draw(random, SECRET_CHARS);
    }

    private static String draw(SecureRandom random, int chars) {
        StringBuilder drawn = new StringBuilder(chars);
        for (int i = 0; i < chars; i++) {
            drawn.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return drawn.toString();
    }

    /**
     * A key of each merchant, by merchant, with which it may have its checkouts decided.
     *
     * @param server which sends an admin's key
     */
    static Map<String, String> make(Server server, List<String> merchants) throws IOException, InterruptedException {
        Map<String, String> keys = new HashMap<>();
        for (String merchant : merchants) {
            String body = send(server, "POST", "/v1/merchants/" + merchant + "/keys", "{\"scopes\":[\"decide\"]}");
            Matcher key = KEY.matcher(body);
            if (!key.find()) {
                throw new IOException("no key came for " + merchant);
            }
            keys.put(merchant, key.group(1));
        }
        return keys;
    }

    /** Gives a merchant a quota; the bucket's size is that of a second. */
    static void quota(Server server, String merchant, int perSecond) throws IOException, InterruptedException {
        send(server, "PUT", "/v1/merchants/" + merchant, "{\"quota\":{\"perSecond\":" + perSecond + "}}");
    }

    private static String send(Server server, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpResponse<String> reply = server.send(method, path, JSON, body);
        if (reply.statusCode() >= 300) {
            throw new IOException(path + " got " + reply.statusCode() + ": " + reply.body());
        }
        return reply.body();
    }
}
