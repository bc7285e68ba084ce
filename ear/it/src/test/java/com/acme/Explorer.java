package com.acme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.SecurityContext;

import io.dibs.Progress;
import io.dibs.TaskContext;
import io.dibs.TaskDispatcher;

/** Looks around in the task that runs it. */
@ApplicationScoped
public class Explorer {
    @Inject
    private TaskContext context;

    @Inject
    private TaskDispatcher dispatcher;

    @Inject
    private SecurityContext security;

    public record Findings(
            UUID task, int attempt, long fencingToken, Optional<UUID> parent, Optional<String> correlationId) {}

    public Findings look() {
        return new Findings(
                context.taskId(), context.attempt(), context.fencingToken(), context.parent(), context.correlationId());
    }

    public void report() {
        Progress counted = context.progress("Counting", "explorer.counting").total(3);
        counted.increment();
        counted.increment(2);
        counted.complete();
        context.progress("Looking", "explorer.looking").done(7).suffix("behind the door");
        context.createdResource("/maps/1");
        context.createdResource("/maps/2");
    }

    /** Returns its working directory, in which it leaves a folder with a file. */
    public String camp() throws IOException {
        Path directory = context.workingDirectory();
        Files.writeString(Files.createDirectories(directory.resolve("tent")).resolve("note.txt"), "back soon");
        return directory.toString();
    }

    /** Returns the id of the task that it dispatches. */
    public UUID sendScout() {
        return dispatcher.task(Explorer::look).dispatch().id();
    }

    /** Walks so many steps of what its group walks together. */
    public String walk(int steps) {
        context.groupProgress("Walking", "walk").total(steps).increment(steps);
        return context.group().orElse("");
    }

    /** Who the caller is, by the container's own account, and whether he is an administrator. */
    public String caller() {
        return security.getCallerPrincipal().getName() + " " + security.isCallerInRole("administrator");
    }

    public String thread() {
        return Thread.currentThread().getName();
    }

    public void waitForScout() throws InterruptedException, TimeoutException {
        dispatcher.enqueueWithReservation(Explorer::look, List.of()).await(Duration.ofSeconds(1));
    }
}
