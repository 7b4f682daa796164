package io.riskgate.api;

import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;

/** Where rulesets are files; {@link SharedStateTest} has them in Redis. */
@QuarkusTest
class ReplayResourceTest extends ReplayContract {

    @Override
    Path dataDir() {
        return Path.of("target/test-data");
    }
}
