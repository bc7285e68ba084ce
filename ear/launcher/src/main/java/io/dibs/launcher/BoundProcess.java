package io.dibs.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * A process that cannot outlive this one, even if this one is killed with SIGKILL: a shell between the two waits for the
 * end of a pipe, see {@code bound-process.sh}.
 */
final class BoundProcess implements AutoCloseable {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    private final Process shell;
    private final ProcessHandle command;

    private BoundProcess(Process shell, ProcessHandle command) {
        this.shell = shell;
        this.command = command;
    }

    /**
     * @param log where the command's output goes, instead of what was there
     * @param folder a folder to remove when the command has ended, or null
     */
    static BoundProcess start(List<String> command, Path log, Path folder) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("sh", "-c", script(), "bound-process"));
        arguments.add(folder == null ? "" : folder.toString());
        arguments.addAll(command);
        Process shell = new ProcessBuilder(arguments)
                .redirectError(ProcessBuilder.Redirect.to(log.toFile()))
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(shell.getInputStream(), StandardCharsets.US_ASCII));
        String pid = output.readLine();
        if (pid == null) {
            throw new IOException("The shell that was to run " + command.get(0) + " ended at once.");
        }
        // A command that has ended already has no handle any more.
        return new BoundProcess(shell, ProcessHandle.of(Long.parseLong(pid)).orElse(null));
    }

    long pid() {
        return command == null ? -1 : command.pid();
    }

    boolean isAlive() {
        // The shell collects the command's exit status only at its end, so a dead command stays visible as a zombie:
        // the kernel shows no command line for it.
        return command != null && command.isAlive() && command.info().command().isPresent();
    }

    /** Sends SIGTERM and waits; sends SIGKILL after 30 s. Does nothing the second time. */
    @Override
    public void close() {
        try {
            shell.getOutputStream().close();
        } catch (IOException e) {
            // The shell has gone, so there is nobody left to tell.
        }
        if (ended(shell.onExit()) && shell.exitValue() == 0 || command == null) {
            return;
        }
        // Somebody killed the shell, or the command does not heed its SIGTERM.
        command.destroy();
        if (!shell.isAlive() && ended(command.onExit())) {
            return;
        }
        command.destroyForcibly();
    }

    private static boolean ended(Future<?> exit) {
        try {
            exit.get(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String script() throws IOException {
        try (InputStream script = BoundProcess.class.getResourceAsStream("bound-process.sh")) {
            // Without its comments: a list of processes shows all the rest.
            return new String(script.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.strip().startsWith("#"))
                    .collect(Collectors.joining("\n"));
        }
    }
}
