package io.riskgate.rules.compile;

import io.riskgate.text.Nearest;
import java.util.Map;

/**
 * What a text's expressions may call besides the properties of facts.
 *
 * @param constants the values of the text's constant functions, by name
 */
record Vocabulary(Functions functions, Map<String, Term> constants) {

    /** @param name of a function that is called without arguments */
    Term constant(String name, int offset) {
        Term constant = constants.get(name);
        if (constant == null) {
            throw new Refusal(
                    ProblemCode.UNKNOWN_FUNCTION,
                    offset,
                    "There is no constant " + name + "()",
                    Nearest.to(name, constants.keySet())
                            .map(near -> "Did you mean " + near + "()?")
                            .orElse("Declare it, as in: function int " + ConstantReader.exampleName(name)
                                    + "() { return 100; }"));
        }
        return constant;
    }
}
