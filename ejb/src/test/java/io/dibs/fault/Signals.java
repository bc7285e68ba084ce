package io.dibs.fault;

import java.io.IOException;
import java.io.UncheckedIOException;

import org.junit.jupiter.api.Assumptions;

/** Sends signals to processes by the program {@code kill}; a test that needs one is skipped where there is none. */
public final class Signals {
    private Signals() {}

    /** Ends a process at once, without a last word. Does nothing if it has ended. */
    public static void kill(long pid) {
        send("KILL", pid);
    }

    /** Stops a process, which learns nothing of it, until {@link #resume}. */
    public static void pause(long pid) {
        send("STOP", pid);
    }

    /** Lets a stopped process go on. */
    public static void resume(long pid) {
        send("CONT", pid);
    }

    /** Asks a process to end. */
    public static void terminate(long pid) {
        send("TERM", pid);
    }

    private static void send(String signal, long pid) {
        Process process;
        try {
            process = new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            Assumptions.abort("SKIPPED, there is no program kill here: " + e.getMessage());
            throw new UncheckedIOException(e);
        }
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
