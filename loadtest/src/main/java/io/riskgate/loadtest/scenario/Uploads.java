package io.riskgate.loadtest.scenario;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/**
 * Uploads a ruleset again and again, for one merchant after the other, on a thread of its own, and asks for a decision
 * after each, which must name that version.
 */
final class Uploads implements AutoCloseable {

    private static final Pattern VERSION = Pattern.compile("\"version\":(\\d+)");
    private static final AtomicLong DECISIONS = new AtomicLong();

    private final Target engine;
    private final String rules;
    private final long intervalNanos;
    private final Thread thread = Thread.ofPlatform().name("uploads").daemon().unstarted(this::work);
    private final Histogram liveNanos = new Histogram(3);
    private volatile boolean stopped;
    private int made;
    private int wrong;

    /**
     * What came of them.
     *
     * @param wrong that failed, or were not live when they had been answered
     * @param liveP99Millis from the start of an upload until a decision by it was answered
     */
    record Result(int made, int wrong, double liveP99Millis) {}

    Uploads(Target engine, String rules, double perSecond) {
        this.engine = engine;
        this.rules = rules;
        intervalNanos = (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
    }

    void start() {
        thread.start();
    }

    /** Ends them and says what came of them. */
    Result stop() throws InterruptedException {
        close();
        thread.join();
        return new Result(made, wrong, liveNanos.getValueAtPercentile(99) / 1e6);
    }

    /** Ends them, without waiting for the one that is under way. */
    @Override
    public void close() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    private void work() {
        List<String> merchants = engine.traffic().merchants();
        long dueNanos = System.nanoTime();
        while (!stopped) {
            try {
                upload(merchants.get(made % merchants.size()));
            } catch (IOException failed) {
                wrong++;
            } catch (InterruptedException ended) {
                return;
            }
            made++;
            dueNanos += intervalNanos;
            while (!stopped && dueNanos - System.nanoTime() > 0) {
                LockSupport.parkNanos(this, dueNanos - System.nanoTime());
            }
        }
    }

    private void upload(String merchant) throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        // Another text each time, since the same text again is no new version.
        String text = rules + "\n// " + DECISIONS.incrementAndGet() + "\n";
        HttpResponse<String> reply = engine.server().send("PUT", "/v1/rulesets/" + merchant, "text/x-drl", text);
        Matcher version = VERSION.matcher(reply.body());
        if (reply.statusCode() != 201 || !version.find()) {
            throw new IOException("an upload got " + reply.statusCode());
        }
        String body = "{\"id\":\"upload-" + DECISIONS.incrementAndGet() + "\",\"merchantId\":\"" + merchant
                + "\",\"amount\":20.00,\"currency\":\"USD\"}";
        HttpResponse<String> decision = engine.server().send("POST", Bench.DECISIONS, "application/json", body);
        liveNanos.recordValue(System.nanoTime() - startNanos);
        boolean late = decision.body().contains("\"overload\"");
        if (decision.statusCode() != 200
                || (!late && !decision.body().contains("\"" + merchant + "@" + version.group(1) + "\""))) {
            throw new IOException("a decision after an upload was not by it");
        }
    }
}
