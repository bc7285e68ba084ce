package io.dibs.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code java -jar dibs-micro.jar} does, seen from outside. */
@Timeout(600)
class MicroLauncherIT {
    @TempDir
    Path folder;

    @Test
    void servesUntilItIsToldToStopAndKeepsWhatItHad() throws Exception {
        Path data = folder.resolve("data");
        Path commands = Files.writeString(folder.resolve("commands.txt"), "ping-connection-pool H2Pool\n");
        ProcessHandle redis;
        String password;
        try (MicroProcess micro = MicroProcess.startAsShipped(data, "--postbootcommandfile", commands.toString())) {
            RestApi api = new RestApi(micro.baseUri());
            password = Files.readString(data.resolve("admin-password")).strip();
            assertThat(micro.output()).contains("user admin with the password " + password);
            api.as(TestUsers.basic("admin", password)).get("audit").ok();
            api.as(TestUsers.basic("admin", "admin")).get("tasks").problem(401, null);
            assertThat(Files.getPosixFilePermissions(data.resolve("admin-password")))
                    .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
            assertThat(Http.get(micro.baseUri().resolve("api/v1/status")).statusCode())
                    .isEqualTo(200);
            assertThat(data.resolve("database").resolve("dibs.mv.db")).exists();
            redis = redis(data);
            assertThat(ListeningAddresses.of(micro.process().pid())).allMatch(ListeningAddresses::isLoopback);
            assertThat(ListeningAddresses.of(redis.pid())).allMatch(ListeningAddresses::isLoopback);
            assertThat(OwnRedis.in(data).send("SET kept yes")).isEqualTo("+OK");
            assertThat(micro.stop()).isZero();
        }
        assertThat(redis.isAlive()).isFalse();

        // An EAR of its own name, whatever the file is called.
        Path ear = Files.copy(Path.of(System.getProperty("dibs.ear")), folder.resolve("renamed.ear"));
        try (MicroProcess micro = MicroProcess.startAsShipped(data, "--deploy", ear.toString())) {
            RestApi api = new RestApi(micro.baseUri());
            api.as(TestUsers.basic("admin", password)).get("audit").ok();
            assertThat(micro.output()).doesNotContain(password);
            assertThat(Http.get(micro.baseUri().resolve("api/v1/status")).statusCode())
                    .isEqualTo(200);
            assertThat(OwnRedis.in(data).send("EXISTS kept")).isEqualTo(":1");
            redis = redis(data);
            micro.process().destroyForcibly();
            redis.onExit().get(1, TimeUnit.MINUTES);
        }
    }

    @Test
    void saysThatItsPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                MicroProcess micro = MicroProcess.launch(
                        Map.of(),
                        List.of("--dibs-data", folder.toString(), "--port", Integer.toString(taken.getLocalPort())))) {
            assertThat(micro.awaitEnd()).isEqualTo(1);
            assertThat(micro.output())
                    .startsWith("Dibs cannot run: Port " + taken.getLocalPort() + " of address 127.0.0.1")
                    .hasLineCount(1);
        }
    }

    @Test
    void endsWhenTheEarDoesNotDeploy() throws Exception {
        Path ear = archive("broken.ear", "META-INF/application.xml", "<application/>");
        try (MicroProcess micro = MicroProcess.start(folder.resolve("data"), Map.of(), "--deploy", ear.toString())) {
            assertThat(micro.awaitEnd()).isEqualTo(1);
            assertThat(micro.output()).contains("Dibs cannot run: The EAR " + ear + " could not be deployed");
        }
    }

    /** As Arquillian's connector starts it: it reads the instance's description from the console. */
    @Test
    void isPlainPayaraMicroForAWar() throws Exception {
        Path war = archive("plain.war", "index.html", "plain");
        int port = FreePorts.one();
        List<String> options = List.of(
                "--deploy",
                war.toString(),
                "--port",
                "" + port,
                "--autoBindHttp",
                "--nocluster",
                "--showServletMappings");
        try (MicroProcess micro = MicroProcess.launch(Map.of(), options)) {
            await().atMost(3, TimeUnit.MINUTES).until(() -> micro.output().contains("ready in"));
            assertThat(micro.output()).contains("Instance Configuration", "\"Http Port(s)\"", "plain");
            assertThat(micro.process().descendants()).isEmpty();
        }
    }

    private static ProcessHandle redis(Path data) throws Exception {
        String pid =
                Files.readString(data.resolve("redis").resolve("redis.pid")).strip();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    private Path archive(String name, String entry, String text) throws Exception {
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }
}
