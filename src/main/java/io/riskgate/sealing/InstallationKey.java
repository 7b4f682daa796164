package io.riskgate.sealing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.riskgate.store.DurableFiles;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key of this installation: 256 bits, as Base64 in a file that is made when there is none. It never leaves the process; what
 * uses it gets a key of its own, derived by HMAC-SHA-256 from the name of the purpose. Thread-safe; {@link #read} blocks.
 */
public final class InstallationKey {

    static final String FILE = "installation.key";
    static final int BYTES = 32;

    private static final Charset TEXT = US_ASCII;

    private final byte[] key;

    private InstallationKey(byte[] key) {
        this.key = key;
    }

    /** Makes the key; where there is one, it is lost. */
    static InstallationKey make(Path directory) throws IOException {
        byte[] made = new byte[BYTES];
        new SecureRandom().nextBytes(made);
        DurableFiles.createDirectories(directory);
        DurableFiles.replace(directory, FILE, (Base64.getEncoder().encodeToString(made) + "\n").getBytes(TEXT));
        return new InstallationKey(made);
    }

    /**
     * Reads the key.
     *
     * @throws NoSuchFileException if there is none
     * @throws WrongInstallationKeyException if it may not be read, or is no such key
     */
    static InstallationKey read(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        byte[] key;
        try {
            key = Base64.getDecoder().decode(new String(Files.readAllBytes(file), TEXT).strip());
        } catch (AccessDeniedException denied) {
            throw new WrongInstallationKeyException(file + " may not be read");
        } catch (IllegalArgumentException notBase64) {
            key = new byte[0];
        }
        if (key.length != BYTES) {
            throw new WrongInstallationKeyException(file + " must hold " + BYTES + " bytes in Base64");
        }
        return new InstallationKey(key);
    }

    /** A key of 256 bits for one purpose, always the same. */
    public byte[] derive(String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(purpose.getBytes(TEXT));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    SecretKey wrapping() {
        return new SecretKeySpec(derive("wrapping of day keys"), Gcm.CIPHER);
    }
}
