package io.riskgate.start;

import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.riskgate.sealing.WrongInstallationKeyException;
import io.riskgate.store.DamagedFileException;
import io.riskgate.store.StartRefusedException;
import io.riskgate.store.StoreUnavailableException;
import io.smallrye.config.ConfigValidationException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What an operator is told of a start that failed. */
public final class FailedStart {

    /** More than the container wraps around a failure. */
    private static final int CAUSES_MAX = 32;

    /** What SmallRye says of a key that no {@code @ConfigMapping} has: the key, and where it was found. */
    private static final Pattern UNKNOWN = Pattern.compile("(\\S+) in (.+) does not map to any root");

    /** And of a value that cannot be read: key, value and reason. */
    private static final Pattern UNREADABLE = Pattern.compile(
            "(?:[\\w.]+Exception: )?The config property (\\S+) with the config value (\".*\") threw an Exception whilst being converted (.+)",
            Pattern.DOTALL);

    private static final Pattern CODE = Pattern.compile("\\bSRCFG\\d+: ");

    /** What a message of our own begins with that names a bad value. */
    private static final String OPTION = "riskgate.";

    private FailedStart() {}

    /** What can be mended, a sentence each; empty if what failed is none of the operator's, so that the stack trace is needed. */
    public static List<String> sentences(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; i < CAUSES_MAX && cause != null; i++) {
            List<String> sentences = ofCause(cause);
            if (!sentences.isEmpty()) {
                return sentences;
            }
            cause = cause.getCause();
        }
        return List.of();
    }

    private static List<String> ofCause(Throwable cause) {
        return switch (cause) {
            case ConfigValidationException invalid ->
                IntStream.range(0, invalid.getProblemCount())
                        .mapToObj(i -> configuration(invalid.getProblem(i).getMessage()))
                        .distinct()
                        .sorted()
                        .toList();
            case StartRefusedException refused -> List.of(text(refused));
            case StoreUnavailableException away -> List.of(text(away));
            case WrongInstallationKeyException wrong -> List.of(text(wrong));
            case QuarkusBindException taken ->
                List.of("Port %d of %s (quarkus.http.port, quarkus.http.host) is in use, or is not to be had here."
                        .formatted(taken.getPort(), taken.getHost()));
            case ConfigurationException invalid -> List.of(text(invalid));
            case DamagedFileException damaged ->
                List.of(text(damaged) + ". Restore it from a backup, or move it away.");
            case AccessDeniedException denied -> List.of(denied.getFile() + " may not be read, or not be written.");
            case FileSystemException failed -> List.of("%s: %s.".formatted(failed.getFile(), reason(failed)));
            case IllegalArgumentException invalid when text(invalid).startsWith(OPTION) -> List.of(text(invalid));
            default -> List.of();
        };
    }

    /** What the system says, or, where it is one of the kinds that have a class, how that is called. */
    private static String reason(FileSystemException failed) {
        return failed.getReason() == null ? failed.getClass().getSimpleName() : failed.getReason();
    }

    private static String text(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }

    private static String configuration(String problem) {
        String said = CODE.matcher(problem).replaceAll("");
        Matcher unknown = UNKNOWN.matcher(said);
        if (unknown.matches()) {
            return "There is no option %s, which is in %s.%s"
                    .formatted(unknown.group(1), unknown.group(2), OptionNames.hint(unknown.group(1)));
        }
        Matcher unreadable = UNREADABLE.matcher(said);
        return unreadable.matches()
                ? "%s cannot be %s: %s".formatted(unreadable.group(1), unreadable.group(2), unreadable.group(3))
                : said;
    }
}
