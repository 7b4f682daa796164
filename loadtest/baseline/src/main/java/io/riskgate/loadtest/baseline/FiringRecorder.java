package io.riskgate.loadtest.baseline;

import java.util.ArrayList;
import java.util.List;
import org.kie.api.definition.rule.Rule;
import org.kie.api.event.rule.BeforeMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;

/** Notes what rules do, and which rule it is that does it. For one session. */
final class FiringRecorder extends DefaultAgendaEventListener implements DecisionFunctions {

    private final List<Firing> firings = new ArrayList<>();
    private Rule rule;

    /** In the order of firing. */
    List<Firing> firings() {
        return firings;
    }

    @Override
    public void beforeMatchFired(BeforeMatchFiredEvent event) {
        rule = event.getMatch().getRule();
    }

    @Override
    public void approve(String reason) {
        note(Effect.APPROVE, reason, 0);
    }

    @Override
    public void challenge(String reason) {
        note(Effect.CHALLENGE, reason, 0);
    }

    @Override
    public void review(String reason) {
        note(Effect.REVIEW, reason, 0);
    }

    @Override
    public void decline(String reason) {
        note(Effect.DECLINE, reason, 0);
    }

    @Override
    public void score(int points, String reason) {
        note(Effect.SCORE, reason, points);
    }

    @Override
    public void allow(String reason) {
        note(Effect.ALLOW, reason, 0);
    }

    @Override
    public void tag(String name) {
        note(Effect.TAG, name, 0);
    }

    private void note(Effect effect, String code, int points) {
        firings.add(new Firing(rule.getPackageName(), rule.getName(), effect, code, points));
    }
}
