package io.riskgate.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Merchants as files: {@code <data-dir>/merchants/<merchant>.json} each, which says whose it is, since its name is escaped. All
 * is also in memory; a change is there when the disk has it.
 */
public final class FileMerchantStore implements MerchantStore {

    private static final String SUFFIX = ".json";
    private static final String MERCHANT = "merchant";
    private static final String VERSION = "version";
    private static final String KEPT = "kept";
    private static final JsonMapper JSON = new JsonMapper();

    private final Path root;
    private final int merchantsMax;
    private final Map<String, StoredMerchant> merchants = new TreeMap<>();

    /**
     * Reads what is in the directory, and makes the directory if it is missing.
     *
     * @throws UncheckedIOException naming the file that cannot be read
     */
    public FileMerchantStore(Path dataDir) {
        this(dataDir, MERCHANTS_MAX);
    }

    FileMerchantStore(Path dataDir, int merchantsMax) {
        this.root = dataDir.resolve("merchants");
        this.merchantsMax = merchantsMax;
        try {
            DurableFiles.createDirectories(root);
            for (Path file : files()) {
                load(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file that a crash has left unfinished has another ending. */
    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX)).toList();
        }
    }

    private void load(Path file) throws IOException {
        JsonNode content;
        try {
            content = JSON.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException broken) {
            throw new DamagedFileException(file + " cannot be read", broken);
        }
        String merchantId = content.path(MERCHANT).asText();
        long version = content.path(VERSION).asLong();
        if (merchantId.isEmpty() || version < 1 || !file.equals(file(merchantId))) {
            throw new DamagedFileException(file + " is no merchant's, or another one's");
        }
        merchants.put(merchantId, new StoredMerchant(version, content.path(KEPT).toString()));
    }

    @Override
    public synchronized Map<String, StoredMerchant> all() {
        return new TreeMap<>(merchants);
    }

    @Override
    public synchronized @Nullable StoredMerchant find(String merchantId) {
        return merchants.get(merchantId);
    }

    @Override
    public synchronized long put(String merchantId, long known, String json) {
        if (version(merchantId) != known) {
            return 0;
        }
        if (known == 0 && merchants.size() >= merchantsMax) {
            throw new IllegalStateException("There are already " + merchantsMax + " merchants");
        }
        long version = known + 1;
        try {
            ObjectNode content =
                    JSON.createObjectNode().put(MERCHANT, merchantId).put(VERSION, version);
            content.set(KEPT, JSON.readTree(json));
            DurableFiles.replace(
                    root,
                    file(merchantId).getFileName().toString(),
                    content.toString().getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        merchants.put(merchantId, new StoredMerchant(version, json));
        return version;
    }

    @Override
    public synchronized boolean remove(String merchantId, long known) {
        if (known == 0 || version(merchantId) != known) {
            return false;
        }
        try {
            Files.deleteIfExists(file(merchantId));
            DurableFiles.syncDirectory(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        merchants.remove(merchantId);
        return true;
    }

    private long version(String merchantId) {
        StoredMerchant stored = merchants.get(merchantId);
        return stored == null ? 0 : stored.version();
    }

    private Path file(String merchantId) {
        return root.resolve(ScopeName.directory(merchantId) + SUFFIX);
    }
}
