package io.riskgate.backtest;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A file of checkouts that somebody has uploaded.
 *
 * @param owner a merchant's id, or {@code platform}
 * @param expiresAt when it is deleted
 */
public record UploadedFile(String id, String owner, FileFormat format, Path path, long bytes, Instant expiresAt) {}
