package dev.optireactor.reactor.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program that runs in a Java of its own and prints figures, one per line. */
final class OwnJava {

    private static final Pattern FIGURE = Pattern.compile("figure (\\S+) (-?\\d+)");

    private OwnJava() {}

    /** {@return the figures by name} */
    static Map<String, Long> run(Class<?> program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx2g",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(Arrays.asList(arguments));
        try {
            Process java = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (java.waitFor() != 0) {
                throw new IllegalStateException(output);
            }
            Map<String, Long> figures = new LinkedHashMap<>();
            output.lines()
                    .map(FIGURE::matcher)
                    .filter(Matcher::matches)
                    .forEach(figure -> figures.put(figure.group(1), Long.valueOf(figure.group(2))));
            return figures;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Called by the program. */
    static void print(String name, long figure) {
        System.out.println("figure " + name + " " + figure);
    }
}
