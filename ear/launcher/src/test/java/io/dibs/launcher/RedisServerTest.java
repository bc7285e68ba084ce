package io.dibs.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RedisServerTest {
    @TempDir
    Path folder;

    @Test
    void answersWithItsPasswordOnly() {
        try (RedisServer server = RedisServer.inMemory()) {
            assertThat(server.uri()).isEqualTo("redis://:" + server.password() + "@127.0.0.1:" + server.port());
            assertThat(server.isAlive()).isTrue();
            assertThat(RedisProbe.answers(server.port(), server.password())).isTrue();
            assertThat(RedisProbe.answers(server.port(), "guess")).isFalse();
        }
    }

    @Test
    void hidesItsPasswordFromOtherUsers() throws Exception {
        try (RedisServer server = RedisServer.start(folder)) {
            Path configuration = folder.resolve("redis.conf");
            assertThat(Files.readString(configuration)).contains(server.password());
            assertThat(Files.getPosixFilePermissions(configuration))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(ProcessHandle.of(server.pid())
                            .orElseThrow()
                            .info()
                            .commandLine()
                            .orElse(""))
                    .doesNotContain(server.password());
        }
    }

    @Test
    void runsTheBundledServerWhenThePathHasNone() {
        RedisBinary bundled = RedisBinary.bundled(folder).orElseThrow();
        try (RedisServer server =
                RedisServer.builder().program(bundled.path()).folder(folder).start()) {
            assertThat(RedisProbe.answers(server.port(), server.password())).isTrue();
            assertThat(ProcessHandle.of(server.pid()).orElseThrow().info().command())
                    .hasValueSatisfying(command -> assertThat(command)
                            .endsWith(bundled.path().getFileName().toString()));
        }
        assertThat(RedisBinary.bundled(folder)).contains(bundled);
    }

    @Test
    void keepsItsDataFromOneRunToTheNext() throws Exception {
        try (RedisServer server = RedisServer.start(folder)) {
            assertThat(RespCall.send(server, "SET kept yes")).isEqualTo("+OK");
        }
        try (RedisServer server = RedisServer.start(folder)) {
            assertThat(RespCall.send(server, "EXISTS kept")).isEqualTo(":1");
        }
    }

    @Test
    void stopsAndClearsUpOnClose() throws Exception {
        RedisServer server = RedisServer.inMemory();
        assertThat(RespCall.send(server, "CONFIG GET dir")).isEqualTo("*2");
        ProcessHandle process = ProcessHandle.of(server.pid()).orElseThrow();
        Path directory = Path.of("/proc/" + server.pid() + "/cwd");
        Path temporary = Files.exists(directory) ? directory.toRealPath() : null;
        server.close();
        server.close();
        assertThat(process.isAlive()).isFalse();
        assertThat(server.isAlive()).isFalse();
        if (temporary != null) {
            assertThat(temporary).doesNotExist();
        }
    }

    @Test
    void noticesThatTheServerHasDied() {
        try (RedisServer server = RedisServer.inMemory()) {
            ProcessHandle.of(server.pid()).orElseThrow().destroyForcibly();
            while (server.isAlive()) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void comesBackOnTheSamePortWithTheSamePassword() {
        RedisServerBuilder builder = RedisServer.builder();
        String uri;
        try (RedisServer server = builder.start()) {
            uri = server.uri();
            builder.port(server.port()).password(server.password());
        }
        try (RedisServer server = builder.start()) {
            assertThat(server.uri()).isEqualTo(uri);
        }
    }

    @Test
    void saysThatAPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            RedisServerBuilder builder = RedisServer.builder().port(taken.getLocalPort());
            assertThatThrownBy(builder::start)
                    .isInstanceOf(RedisUnavailableException.class)
                    .hasMessageContaining("did not start on port " + taken.getLocalPort());
        }
    }

    @Test
    void refusesAProgramThatIsNoRedis() {
        RedisServerBuilder builder = RedisServer.builder().program(Path.of("/bin/sh"));
        assertThatThrownBy(builder::start)
                .isInstanceOf(RedisUnavailableException.class)
                .hasMessageContaining("/bin/sh is not a Redis or Valkey server");
    }
}
