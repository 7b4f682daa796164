package io.riskgate.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealingTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 26);
    private static final byte[] PLAIN = "a@example.com".getBytes(UTF_8);
    private static final byte[] CONTEXT = "acme/1".getBytes(UTF_8);

    @TempDir
    Path dataDir;

    private Path directory;

    @BeforeEach
    void directory() {
        directory = dataDir.resolve("keys");
    }

    @Test
    void whatIsSealed_opensAfterARestart() throws IOException {
        byte[] sealed = seal();
        assertThat(new String(sealed, UTF_8)).doesNotContain("example");
        assertThat(open(sealed)).isEqualTo(PLAIN);
    }

    @Test
    void keys_areForTheirOwnerOnly() throws IOException {
        seal();
        for (String name : new String[] {"installation.key", DAY + ".key"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void anyChangedByte_doesNotOpen() throws IOException {
        byte[] sealed = seal();
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> open(changed)).as("byte %d", i).hasMessageContaining("was changed");
        }
        assertThatThrownBy(() -> open(Arrays.copyOf(sealed, 5))).hasMessageContaining("was changed");
    }

    @Test
    void otherContext_doesNotOpen() throws IOException {
        byte[] sealed = seal();
        Opener opener = new Opener(new DayKeys(directory));
        assertThatThrownBy(() -> opener.open(DAY.toString(), sealed, "acme/2".getBytes(UTF_8)))
                .hasMessageContaining("another line's");
    }

    @Test
    void deletedKey_forgetsTheDay_andNoOther() throws IOException {
        byte[] sealed = seal();
        byte[] next = sealer(DAY.plusDays(1)).seal(PLAIN, PLAIN.length, CONTEXT);
        new DayKeys(directory).forget(DAY.plusDays(1), 0);
        assertThatThrownBy(() -> open(sealed))
                .isInstanceOf(KeyGoneException.class)
                .hasMessage("is sealed by the key of 2026-11-26, which is not there");
        assertThat(new Opener(new DayKeys(directory)).open("2026-11-27", next, CONTEXT))
                .isEqualTo(PLAIN);
    }

    @Test
    void keyThatIsForgottenWhileItIsUsed_opensNothingMore() throws IOException {
        byte[] sealed = seal();
        DayKeys keys = new DayKeys(directory);
        Opener opener = new Opener(keys);
        assertThat(opener.open(DAY.toString(), sealed, CONTEXT)).isEqualTo(PLAIN);
        sealer(DAY.plusDays(1));
        keys.forget(DAY.plusDays(1), 0);
        assertThatThrownBy(() -> opener.open(DAY.toString(), sealed, CONTEXT)).isInstanceOf(KeyGoneException.class);
    }

    @Test
    void anotherInstallationKey_isRefusedWithTheFilesName() throws IOException {
        byte[] sealed = seal();
        Files.writeString(
                directory.resolve("installation.key"), Base64.getEncoder().encodeToString(new byte[32]));
        assertThatThrownBy(() -> open(sealed))
                .isInstanceOf(WrongInstallationKeyException.class)
                .hasMessageContaining(DAY + ".key does not open with installation.key");
        assertThatThrownBy(() -> sealer(DAY)).isInstanceOf(WrongInstallationKeyException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c2hvcnQ=", "no Base64"})
    void installationKeyThatIsNone_isRefused(String content) throws IOException {
        byte[] sealed = seal();
        Files.writeString(directory.resolve("installation.key"), content);
        assertThatThrownBy(() -> open(sealed))
                .isInstanceOf(WrongInstallationKeyException.class)
                .hasMessageContaining("installation.key must hold 32 bytes in Base64");
        assertThatThrownBy(() -> sealer(DAY.plusDays(1)))
                .hasMessageContaining("installation.key must hold 32 bytes in Base64");
    }

    @Test
    void installationKeyThatIsLost_isRefused_andNoOtherIsMade() throws IOException {
        byte[] sealed = seal();
        Files.delete(directory.resolve("installation.key"));
        assertThatThrownBy(() -> open(sealed))
                .isInstanceOf(WrongInstallationKeyException.class)
                .hasMessageContaining("installation.key is missing");
        assertThatThrownBy(() -> sealer(DAY.plusDays(1)))
                .isInstanceOf(WrongInstallationKeyException.class)
                .hasMessageContaining("installation.key is missing, and keys of days are there");
        assertThat(directory.resolve("installation.key")).doesNotExist();
    }

    @Test
    void keysThatHaveHadTheirTime_areDeletedWhenADayBegins() throws IOException {
        for (int day = 0; day <= 5; day++) {
            sealer(DAY.plusDays(day));
        }
        new DayKeys(directory).forget(DAY.plusDays(5), 3);
        assertThat(directory.toFile().list())
                .containsExactlyInAnyOrder(
                        "installation.key", "2026-11-28.key", "2026-11-29.key", "2026-11-30.key", "2026-12-01.key");
    }

    @Test
    void clockThatJumpsAhead_deletesNoKeyOnThatDay() throws IOException {
        sealer(DAY);
        LocalDate far = DAY.plusDays(401);
        sealer(far);
        DayKeys keys = new DayKeys(directory);
        keys.forget(far, 400);
        assertThat(directory.resolve(DAY + ".key")).exists();
        sealer(far.plusDays(1));
        keys.forget(far.plusDays(1), 400);
        assertThat(directory.resolve(DAY + ".key")).doesNotExist();
        assertThat(directory.resolve(far + ".key")).exists();
    }

    @Test
    void nameThatIsNoDay_isNoPath() throws IOException {
        byte[] sealed = seal();
        Opener opener = new Opener(new DayKeys(directory));
        assertThatThrownBy(() -> opener.open("../installation", sealed, CONTEXT))
                .hasMessageContaining("no day");
    }

    @Test
    void sealer_neverUsesANonceTwice_andNoEarlierDay() throws IOException {
        Sealer sealer = sealer(DAY);
        Set<String> nonces = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            byte[] sealed = sealer.seal(PLAIN, PLAIN.length, CONTEXT);
            nonces.add(Base64.getEncoder().encodeToString(Arrays.copyOf(sealed, Gcm.NONCE_BYTES)));
        }
        assertThat(nonces).hasSize(1_000);
        assertThat(sealer.begin(DAY.minusDays(1))).isFalse();
        assertThat(sealer.day()).isEqualTo(DAY);
        assertThat(sealer.begin(DAY.plusDays(1))).isTrue();
    }

    @Test
    void derivedKeys_differByPurpose_andStay() throws IOException {
        InstallationKey key = new DayKeys(directory).installation();
        assertThat(key.derive("a")).hasSize(32).isNotEqualTo(key.derive("b"));
        assertThat(new DayKeys(directory).installation().derive("a")).isEqualTo(key.derive("a"));
    }

    private byte[] seal() throws IOException {
        return sealer(DAY).seal(PLAIN, PLAIN.length, CONTEXT);
    }

    private Sealer sealer(LocalDate day) throws IOException {
        Sealer sealer = new Sealer(new DayKeys(directory));
        sealer.begin(day);
        return sealer;
    }

    private byte[] open(byte[] sealed) throws IOException {
        return new Opener(new DayKeys(directory)).open(DAY.toString(), sealed, CONTEXT);
    }
}
