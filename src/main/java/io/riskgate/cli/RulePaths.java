package io.riskgate.cli;

import io.riskgate.rules.registry.RuleFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.Function;

/** What the PATH arguments of a command stand for: files, directories of files, directories of such directories. */
final class RulePaths {

    private RulePaths() {}

    /**
     * All of it, in the order of the arguments, each once.
     *
     * @param ofFile what a file stands for, nothing if it is of no use
     * @param ofDirectory what the files of one directory stand for
     * @throws WrongUsage naming the first path that stands for nothing
     */
    static <T> List<T> expand(List<Path> paths, Function<Path, List<T>> ofFile, Function<Path, List<T>> ofDirectory) {
        SequencedSet<T> found = new LinkedHashSet<>();
        for (Path path : paths) {
            List<T> here = new ArrayList<>(Files.isDirectory(path) ? ofDirectory.apply(path) : ofFile.apply(path));
            if (here.isEmpty() && Files.isDirectory(path)) {
                new RuleFiles(path).scopes().forEach(scope -> here.addAll(ofDirectory.apply(path.resolve(scope))));
            }
            if (here.isEmpty()) {
                throw new WrongUsage(Files.exists(path) ? "There are no rules in " + path : "There is no file " + path);
            }
            found.addAll(here);
        }
        return List.copyOf(found);
    }
}
