package io.dibs.it;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What is in the heap of a server, as the JDK's own tool shows it. */
final class LoadedClasses {
    private static final Pattern LINE = Pattern.compile("^ *\\d+: +\\d+ +\\d+ +(\\S+)", Pattern.MULTILINE);

    private LoadedClasses() {}

    /** The names of all classes that have instances which can be reached. */
    static List<String> withInstances(ProcessHandle server) throws Exception {
        jcmd(server, "GC.run");
        List<String> names = LINE.matcher(jcmd(server, "GC.class_histogram"))
                .results()
                .map(result -> result.group(1))
                .toList();
        if (!names.contains("java.lang.String")) {
            throw new AssertionError("jcmd does not show the server's classes: " + names);
        }
        return names;
    }

    private static String jcmd(ProcessHandle server, String command) throws Exception {
        String program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process = new ProcessBuilder(program, "-J-Xmx64m", Long.toString(server.pid()), command)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError("jcmd " + command + " failed: " + output);
        }
        return output;
    }
}
