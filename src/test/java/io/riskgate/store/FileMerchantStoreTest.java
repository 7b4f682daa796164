package io.riskgate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileMerchantStoreTest extends MerchantStoreContract {

    @TempDir
    Path directory;

    @Override
    protected MerchantStore open() {
        return new FileMerchantStore(directory);
    }

    @Test
    void file_isForItsOwnerAlone() throws Exception {
        open().put("acme", 0, "{}");

        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(directory.resolve("merchants/acme.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void whatACrashLeft_isPassedOver() throws Exception {
        open().put("acme", 0, "{}");
        Files.writeString(directory.resolve("merchants/other.json.tmp"), "{\"merch");

        assertThat(open().all()).containsOnlyKeys("acme");
    }

    @Test
    void brokenFile_stopsTheStartWithItsName() throws Exception {
        open().put("acme", 0, "{}");
        Files.writeString(directory.resolve("merchants/acme.json"), "{");
        assertThatThrownBy(this::open).isInstanceOf(UncheckedIOException.class).hasMessageContaining("acme.json");
        Files.writeString(
                directory.resolve("merchants/acme.json"), "{\"merchant\":\"other\",\"version\":1,\"kept\":{}}");
        assertThatThrownBy(this::open).isInstanceOf(UncheckedIOException.class).hasMessageContaining("acme.json");
    }

    @Test
    void oneMoreThanTheLimit_isRefused() {
        MerchantStore store = new FileMerchantStore(directory, 1);
        long version = store.put("acme", 0, "{}");
        assertThatThrownBy(() -> store.put("other", 0, "{}")).isInstanceOf(IllegalStateException.class);

        assertThat(store.put("acme", version, "{\"a\":1}")).isPositive();
        assertThat(open().all()).containsOnlyKeys("acme");
    }
}
