package io.riskgate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The instructions of a Dockerfile, stage by stage, as far as the tests ask for them. */
record Dockerfile(List<Stage> stages) {

    private static final Pattern FROM = Pattern.compile("(\\S+)(?: AS (\\S+))?");

    /** @param name empty if it has none */
    record Stage(String image, String name, List<Instruction> instructions) {

        /** The arguments of all such instructions. */
        List<String> all(String keyword) {
            return instructions.stream()
                    .filter(instruction -> instruction.keyword().equals(keyword))
                    .map(Instruction::arguments)
                    .toList();
        }
    }

    record Instruction(String keyword, String arguments) {}

    static Dockerfile read(Path file) throws IOException {
        String joined = Files.readString(file)
                .lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .reduce("", (before, line) -> before + line + "\n")
                .replaceAll("\\s*\\\\\n\\s*", " ");
        List<Stage> stages = new ArrayList<>();
        for (String line : joined.lines().toList()) {
            String[] parts = line.split(" ", 2);
            if (parts[0].equals("FROM")) {
                Matcher from = FROM.matcher(parts[1]);
                if (!from.matches()) {
                    throw new IllegalArgumentException(line);
                }
                stages.add(new Stage(from.group(1), from.group(2) == null ? "" : from.group(2), new ArrayList<>()));
            } else {
                stages.getLast().instructions().add(new Instruction(parts[0], parts[1]));
            }
        }
        return new Dockerfile(stages);
    }

    /** What is kept. */
    Stage last() {
        return stages.getLast();
    }

    /** What COPY takes out of the checkout. */
    Stream<String> copied() {
        return stages.stream()
                .flatMap(stage -> stage.all("COPY").stream())
                .filter(copy -> !copy.contains("--from="))
                .map(copy -> copy.split(" "))
                .flatMap(words -> Stream.of(words).limit(words.length - 1L));
    }
}
