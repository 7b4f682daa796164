package io.riskgate.merchant;

import io.riskgate.store.FileMerchantStore;
import io.riskgate.store.MerchantStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedMerchantsTest extends MerchantRegistryContract {

    @TempDir
    Path directory;

    @Override
    protected MerchantStore open() {
        return new FileMerchantStore(directory);
    }
}
