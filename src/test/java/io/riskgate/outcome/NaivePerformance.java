package io.riskgate.outcome;

import io.riskgate.journal.JournalEntry;
import io.riskgate.journal.JournalRecord;
import io.riskgate.journal.OutcomeEntry;
import io.riskgate.model.OutcomeKind;
import io.riskgate.model.Reason;
import io.riskgate.model.Verdict;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Keeps every decision and what is known of it last, and walks over all of them for each question. */
final class NaivePerformance {

    private final List<JournalEntry> decisions = new ArrayList<>();
    private final Map<String, OutcomeKind> known = new HashMap<>();

    void add(JournalRecord record) {
        if (record instanceof JournalEntry entry) {
            decisions.add(entry);
        } else if (record instanceof OutcomeEntry outcome) {
            known.put(name(outcome.merchantId(), outcome.id()), outcome.kind());
        }
    }

    private static String name(String merchantId, String id) {
        return merchantId + "/" + id;
    }

    /** Decisions, fraud and legitimate ones by rule, of those that fired. */
    Map<String, List<Long>> rules(String scope, LocalDate from, LocalDate to) {
        Map<String, List<Long>> rules = new TreeMap<>();
        decisions.stream()
                .flatMap(entry -> entry.decision().reasons().stream())
                .filter(reason -> isOf(scope, reason.ruleset()))
                .map(Reason::rule)
                .distinct()
                .forEach(rule -> {
                    List<Long> counts = counts(from, to, entry -> entry.decision().reasons().stream()
                            .anyMatch(reason -> isOf(scope, reason.ruleset())
                                    && reason.rule().equals(rule)));
                    if (counts.getFirst() > 0) {
                        rules.put(rule, counts);
                    }
                });
        return rules;
    }

    List<Long> verdict(String scope, Verdict verdict, LocalDate from, LocalDate to) {
        return counts(
                from,
                to,
                entry -> entry.decision().verdict() == verdict
                        && entry.decision().rulesets().stream().anyMatch(ruleset -> isOf(scope, ruleset)));
    }

    private List<Long> counts(LocalDate from, LocalDate to, Predicate<JournalEntry> wanted) {
        long all = 0;
        long fraud = 0;
        long legitimate = 0;
        for (JournalEntry entry : decisions) {
            LocalDate day = LocalDate.ofInstant(entry.decidedAt(), ZoneOffset.UTC);
            if (day.isBefore(from) || !day.isBefore(to) || !wanted.test(entry)) {
                continue;
            }
            all++;
            OutcomeKind kind = known.get(
                    name(entry.checkout().merchantId(), entry.checkout().id()));
            if (kind == OutcomeKind.LEGITIMATE) {
                legitimate++;
            } else if (kind != null) {
                fraud++;
            }
        }
        return List.of(all, fraud, legitimate);
    }

    private static boolean isOf(String scope, String ruleset) {
        return ruleset.startsWith(scope + "@");
    }
}
