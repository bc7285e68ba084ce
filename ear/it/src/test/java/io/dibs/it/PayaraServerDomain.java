package io.dibs.it;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A domain of Payara Server, on the loopback address and free ports, in a folder of its own. It ends on {@link #close()},
 * or at the latest when this JVM ends.
 */
public final class PayaraServerDomain implements AutoCloseable {
    private static final String NAME = "domain1";
    private static final int TIMEOUT_MINUTES = 5;

    private final Path home = Path.of(System.getProperty("payara.home"));
    private final Path folder;
    private final DomainConfiguration configuration;
    private final Thread lastResort = new Thread(this::kill);

    private PayaraServerDomain(Path folder, DomainConfiguration configuration) {
        this.folder = folder;
        this.configuration = configuration;
    }

    /**
     * Makes a domain out of the distribution's own, and starts it.
     *
     * @param folder an empty folder, such as a temporary one
     * @param properties system properties of the server
     */
    public static PayaraServerDomain start(Path folder, Map<String, String> properties) throws Exception {
        Path original = Path.of(System.getProperty("payara.home"), "glassfish", "domains", NAME);
        Map<String, String> all = new HashMap<>(properties);
        all.putIfAbsent(TestUsers.SETTING, TestUsers.all());
        DomainConfiguration configuration = DomainConfiguration.copy(original, folder.resolve(NAME), all);
        PayaraServerDomain domain = new PayaraServerDomain(folder, configuration);
        Runtime.getRuntime().addShutdownHook(domain.lastResort);
        try {
            domain.asadmin("start-domain", "--domaindir", folder.toString(), NAME);
        } catch (AssertionError | Exception e) {
            domain.close();
            throw e;
        }
        return domain;
    }

    /** The root of the server, such as {@code http://127.0.0.1:40123/}. */
    public URI baseUri() {
        return URI.create("http://127.0.0.1:" + configuration.httpPort() + "/");
    }

    /** Where the server is told what to do, over plain HTTP and without a password. */
    public int adminPort() {
        return configuration.adminPort();
    }

    public void deploy(String name, Path archive) throws Exception {
        asadmin("deploy", "--name", name, archive.toString());
    }

    public void undeploy(String name) throws Exception {
        asadmin("undeploy", name);
    }

    /** The server's process. */
    public ProcessHandle process() throws IOException {
        return ProcessHandle.of(Long.parseLong(Files.readString(pidFile()).strip()))
                .orElseThrow();
    }

    public Path log() {
        return folder.resolve(NAME).resolve("logs").resolve("server.log");
    }

    /** Stops the server, by force if need be. */
    @Override
    public void close() {
        try {
            asadmin("stop-domain", "--domaindir", folder.toString(), NAME);
        } catch (AssertionError | Exception e) {
            System.err.println(e.getMessage());
        } finally {
            kill();
            Runtime.getRuntime().removeShutdownHook(lastResort);
        }
    }

    /** Runs a command of the server's own command-line tool; fails if it fails. */
    public String asadmin(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                home.resolve("bin").resolve("asadmin").toString(),
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(configuration.adminPort()),
                "--interactive=false"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("AS_JAVA", System.getProperty("java.home"));
        builder.environment().put("AS_EXTRA_JAVA_OPTS", "-Xmx128m " + String.join(" ", ServerJvm.arguments()));
        // A file, not a pipe: the server that start-domain leaves behind would hold a pipe open.
        Path output = Files.createTempFile(folder, "asadmin", ".log");
        Process process = builder.redirectOutput(output.toFile()).start();
        try {
            boolean ended = process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES);
            String text = Files.readString(output);
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError("asadmin " + String.join(" ", arguments) + " failed: " + text);
            }
            return text;
        } finally {
            process.destroyForcibly();
        }
    }

    private Path pidFile() {
        return folder.resolve(NAME).resolve("config").resolve("pid");
    }

    private void kill() {
        try {
            if (Files.exists(pidFile())) {
                process().destroyForcibly();
            }
        } catch (IOException | RuntimeException e) {
            System.err.println("Payara Server in " + folder + " may still run: " + e);
        }
    }
}
