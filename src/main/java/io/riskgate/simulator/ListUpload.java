package io.riskgate.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts the values that are known beforehand on the engine's lists. Stateless; blocks. */
final class ListUpload {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ERROR_CHARS_MAX = 300;

    private ListUpload() {}

    /** @throws IOException if the engine does not take one of them, saying which */
    static void put(URI engine, @Nullable String key, List<NamedList> lists) throws IOException {
        try (HttpConnection connection = new HttpConnection(engine, key)) {
            for (NamedList list : lists) {
                String path = "/v1/lists/" + list.scope() + "/" + list.name() + "/entries";
                List<Map<String, String>> entries = list.values().stream()
                        .map(value -> Map.of("value", value))
                        .toList();
                HttpConnection.Response response =
                        connection.exchange("PUT", path, JSON.writeValueAsBytes(Map.of("entries", entries)));
                if (response.status() / 100 != 2) {
                    throw new IOException("the engine answered PUT " + path + " with status " + response.status() + ": "
                            + Printable.line(response.body(), ERROR_CHARS_MAX));
                }
            }
        }
    }
}
