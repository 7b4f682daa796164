package io.riskgate.benchmark.languages;

import io.riskgate.rules.compile.Agreement;
import io.riskgate.rules.compile.CheckoutEvaluator;
import io.riskgate.rules.compile.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Proves that the translators are right, and only then exports what they agree on. */
public final class LanguageAgreement {

    private LanguageAgreement() {}

    /**
     * @param directory where engines outside the JVM find the rules, the checkouts and what is to fire
     * @return a sentence that says what share of the checkouts fires
     * @throws IllegalStateException with the first checkout on which engines differ
     */
    public static String proveAndExport(int size, Path directory) {
        List<NeutralRule> rules = NeutralRules.of(size);
        Workload workload = Language.workload(rules);
        Map<Language, CheckoutEvaluator> evaluators = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            evaluators.put(language, language.open(rules, workload));
        }
        String sentence = Agreement.prove(size, workload, evaluators);
        try {
            NodeExport.write(rules, workload.traffic(), directory.resolve(size + ".json"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return sentence;
    }
}
