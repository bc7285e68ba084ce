package io.dibs.it.container;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The threads of the server's JVM, as its own tools show them. */
final class ServerThreads {
    private static final Pattern NAME = Pattern.compile("^\"(.*)\" #", Pattern.MULTILINE);

    private ServerThreads() {}

    static List<String> names() throws Exception {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process = new ProcessBuilder(
                        jcmd,
                        "-J-Xmx64m",
                        Long.toString(TestServer.domain().process().pid()),
                        "Thread.print")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        List<String> names = NAME.matcher(output)
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
        if (process.waitFor() != 0 || names.isEmpty()) {
            throw new AssertionError("jcmd does not show the server's threads: " + output);
        }
        return names;
    }
}
