package io.dibs.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Maven as a process of its own: that of this build, with the same settings and JDK. */
final class MavenProcess {
    private MavenProcess() {}

    /** Runs it in a folder, with a local repository of its own; what it prints is in {@code maven.log} there. */
    static void run(Path folder, LinkedRepository repository, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("build.maven.home"), "bin", "mvn").toString(),
                "-Dmaven.repo.local=" + repository.folder()));
        addSettings("-s", System.getProperty("build.maven.settings"), command);
        addSettings("-gs", System.getProperty("build.maven.settings.global"), command);
        command.addAll(arguments);
        Path log = folder.resolve("maven.log");
        ProcessBuilder maven = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
        maven.environment()
                .merge(
                        "MAVEN_OPTS",
                        "-Xmx256m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
                        (given, ours) -> given + " " + ours);
        Process process = maven.start();
        try {
            if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new AssertionError(command + " failed or took too long:\n" + Files.readString(log));
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private static void addSettings(String option, String file, List<String> command) {
        // Their default place may be empty.
        if (Files.exists(Path.of(file))) {
            command.addAll(List.of(option, file));
        }
    }
}
