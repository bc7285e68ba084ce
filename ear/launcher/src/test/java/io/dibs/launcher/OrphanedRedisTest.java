package io.dibs.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server ends with the process that started it, however that ends. */
@Timeout(120)
class OrphanedRedisTest {
    @TempDir
    Path folder;

    @Test
    void endsWhenItsParentIsKilled() throws Exception {
        Process parent = startParent();
        try {
            ProcessHandle server = serverOf(parent);
            assertThat(server.isAlive()).isTrue();
            parent.destroyForcibly().waitFor();
            server.onExit().get(60, TimeUnit.SECONDS);
            assertThat(server.isAlive()).isFalse();
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void theNextRunWaitsForTheEndOfTheOrphan() throws Exception {
        Process parent = startParent();
        try {
            ProcessHandle orphan = serverOf(parent);
            parent.destroyForcibly();
            try (RedisServer next = RedisServer.start(folder)) {
                assertThat(orphan.isAlive()).isFalse();
                assertThat(next.pid()).isNotEqualTo(orphan.pid());
            }
        } finally {
            parent.destroyForcibly();
        }
    }

    private Process startParent() throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Parent.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static ProcessHandle serverOf(Process parent) throws Exception {
        String pid = new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.US_ASCII))
                .readLine();
        assertThat(pid).as("process id printed by the parent").isNotNull();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    /** Starts a server, says its process id, and waits to be killed. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] arguments) throws Exception {
            System.out.println(RedisServer.start(Path.of(arguments[0])).pid());
            Thread.sleep(Long.MAX_VALUE);
        }
    }
}
