package io.riskgate.loadtest.scenario;

import io.riskgate.loadtest.server.Server;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Backtests of the platform's own rules over an engine's journal. For one thread. */
final class Replays {

    private static final Duration DONE_MAX = Duration.ofMinutes(10);
    private static final long LOOK_EVERY_MILLIS = 200;
    private static final String JSON = "application/json";
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final Pattern STATE = Pattern.compile("\"state\":\"([A-Z]+)\"");
    private static final Pattern COMPARED = Pattern.compile("\"result\":\\{\"checkouts\":(\\d+)");
    private static final Pattern MILLIS = Pattern.compile("\"durationMillis\":(\\d+)");
    private static final Pattern CHANGED = Pattern.compile("\"(?:stricter|milder)\":\\{\"checkouts\":(\\d+)");

    private final Server engine;

    /**
     * What one came to.
     *
     * @param changed whose verdict is another one than in the journal
     * @param windowsFull whether there was no room for all windows, so that verdicts may be others
     */
    record Result(long checkouts, double seconds, long changed, boolean windowsFull) {}

    Replays(Server engine) {
        this.engine = engine;
    }

    /** Starts one, and returns its id. */
    String start() throws IOException, InterruptedException {
        return find(ID, send("POST", "/v1/rulesets/platform/backtest?version=1"));
    }

    /** Whether it is still under way. */
    boolean isRunning(String id) throws IOException, InterruptedException {
        String state = find(STATE, send("GET", "/v1/backtests/" + id));
        return state.equals("RUNNING") || state.equals("WAITING");
    }

    void cancel(String id) throws IOException, InterruptedException {
        send("DELETE", "/v1/backtests/" + id);
    }

    /**
     * Waits until it is over.
     *
     * @throws IOException if it fails, or takes longer than {@link #DONE_MAX}
     */
    Result await(String id) throws IOException, InterruptedException {
        long endNanos = System.nanoTime() + DONE_MAX.toNanos();
        while (isRunning(id)) {
            if (System.nanoTime() - endNanos > 0) {
                throw new IOException("the backtest was not done after " + DONE_MAX);
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
        String report = send("GET", "/v1/backtests/" + id);
        long changed = CHANGED.matcher(report)
                .results()
                .mapToLong(part -> Long.parseLong(part.group(1)))
                .sum();
        return new Result(
                Long.parseLong(find(COMPARED, report)),
                Long.parseLong(find(MILLIS, report)) / 1e3,
                changed,
                report.contains("\"windowsFull\":true"));
    }

    private String send(String method, String path) throws IOException, InterruptedException {
        HttpResponse<String> reply = engine.send(method, path, JSON, "");
        if (reply.statusCode() >= 300) {
            throw new IOException(path + " got " + reply.statusCode() + ": " + reply.body());
        }
        return reply.body();
    }

    private static String find(Pattern pattern, String text) throws IOException {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IOException("no " + pattern + " in: " + text);
        }
        return matcher.group(1);
    }
}
