package io.riskgate.start;

import io.riskgate.text.Nearest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Environment variables that were probably meant to be options. Of an option in a file, or one given by {@code -D}, SmallRye knows that there is none of that
 * name; a variable may be anybody's, so only one that is nearly an option's is taken for a misspelt one, and others are passed over.
 */
public final class Variables {

    private static final String OURS = "RISKGATE_";

    /** What the launcher and commands read. */
    private static final Set<String> OF_COMMANDS = Set.of("RISKGATE_KEY", "RISKGATE_NO_AOT");

    /** What Kubernetes gives every container of a namespace for a service whose name begins with ours. */
    private static final Pattern SERVICE_LINK = Pattern.compile(
            "\\w+_(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT(_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)");

    private static final Map<String, String> OPTION_BY_VARIABLE = OptionNames.ALL.stream()
            .filter(name -> !name.contains("*"))
            .collect(Collectors.toMap(OptionNames::variable, name -> name, (a, b) -> a, TreeMap::new));

    private static final List<Pattern> NAMED_BY_OPERATORS = OptionNames.ALL.stream()
            .filter(name -> name.contains("*"))
            .map(name -> Pattern.compile(OptionNames.variable(name).replace("*", "\\w+")))
            .toList();

    private Variables() {}

    /** A sentence for each that is misspelt. */
    public static List<String> misspelt(Collection<String> names) {
        return names.stream()
                .filter(name -> name.startsWith(OURS) && !isKnown(name))
                .sorted()
                .flatMap(name -> Nearest.to(name, OPTION_BY_VARIABLE.keySet()).stream()
                        .map(nearest -> "There is no option %s, which is in the environment. Did you mean %s (%s)?"
                                .formatted(name, nearest, OPTION_BY_VARIABLE.get(nearest))))
                .toList();
    }

    private static boolean isKnown(String name) {
        return OPTION_BY_VARIABLE.containsKey(name)
                || OF_COMMANDS.contains(name)
                || SERVICE_LINK.matcher(name).matches()
                || NAMED_BY_OPERATORS.stream()
                        .anyMatch(pattern -> pattern.matcher(name).matches());
    }
}
