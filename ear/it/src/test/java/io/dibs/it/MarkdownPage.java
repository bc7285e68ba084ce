package io.dibs.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of the documentation, as a program reads it.
 *
 * @param files the code blocks that have a line with nothing but a file's name, as code, before them
 * @param commands the lines of the other blocks of shell commands
 * @param answers the other blocks of JSON
 */
record MarkdownPage(Map<String, String> files, List<String> commands, List<String> answers) {
    private static final Pattern BLOCK = Pattern.compile("(?ms)(?:^`([^`\n]+)`\n+)?^```(\\w+)\n(.*?)^```$");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

    static MarkdownPage read(Path page) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        List<String> commands = new ArrayList<>();
        List<String> answers = new ArrayList<>();
        for (Matcher block = BLOCK.matcher(Files.readString(page)); block.find(); ) {
            String text = block.group(3);
            if (block.group(1) != null) {
                files.put(block.group(1), text);
            } else if (block.group(2).equals("sh")) {
                commands.addAll(text.replaceAll("\\\\\n\\s*", "").lines().toList());
            } else if (block.group(2).equals("json")) {
                answers.add(text);
            }
        }
        return new MarkdownPage(files, commands, answers);
    }

    void writeFiles(Path folder) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path target = folder.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.writeString(target, file.getValue());
        }
    }

    /** The words after those that the one command with this beginning begins with. */
    List<String> argumentsOf(String beginning) {
        List<String> found = commands.stream()
                .filter(command -> command.startsWith(beginning))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError("The page has " + found.size() + " commands that begin with: " + beginning);
        }
        return WORD.matcher(found.get(0).substring(beginning.length()))
                .results()
                .map(word ->
                        word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group(3))
                .toList();
    }
}
