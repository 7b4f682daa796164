package io.riskgate.telemetry;

import org.jspecify.annotations.Nullable;

/** Makes text that a client may have chosen fit for a line of a log: no control characters, and not too long. */
public final class LogText {

    /** Longer text is cut here, and an ellipsis says so. */
    public static final int CHARS_MAX = 500;

    /** Causes of causes beyond this many are left out. */
    private static final int CAUSES_MAX = 8;

    private LogText() {}

    /** The text with every control character, line separator and format character as {@code \\uXXXX}. */
    public static String of(@Nullable String text) {
        if (text == null) {
            return "null";
        }
        int length = Math.min(text.length(), CHARS_MAX);
        StringBuilder safe = new StringBuilder(length + 16);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (unsafe(c)) {
                safe.append(String.format("\\u%04x", (int) c));
            } else {
                safe.append(c);
            }
        }
        return text.length() > CHARS_MAX ? safe.append('…').toString() : safe.toString();
    }

    /** A throwable to log in place of another: the same stack and causes, every message made safe. */
    public static Throwable of(Throwable failure) {
        return copy(failure, CAUSES_MAX);
    }

    private static Throwable copy(Throwable failure, int causesMax) {
        Throwable cause = failure.getCause();
        String message = failure.getClass().getName() + ": " + of(failure.getMessage());
        Throwable safe = new Logged(message, cause == null || causesMax == 0 ? null : copy(cause, causesMax - 1));
        safe.setStackTrace(failure.getStackTrace());
        return safe;
    }

    private static boolean unsafe(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    private static final class Logged extends Exception {

        private static final long serialVersionUID = 1L;

        Logged(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

        /** The class of the failure that it stands for is in the message. */
        @Override
        @SuppressWarnings("OverrideThrowableToString")
        public String toString() {
            return String.valueOf(getMessage());
        }
    }
}
