package io.dibs.web.problem;

import java.util.Optional;

import jakarta.ejb.EJBException;
import jakarta.validation.ConstraintViolationException;

import io.dibs.EventsUnavailableException;
import io.dibs.QueueConflictException;
import io.dibs.ScheduleConflictException;
import io.dibs.ScheduleNotFoundException;
import io.dibs.StoreUnavailableException;
import io.dibs.TaskConflictException;
import io.dibs.TaskNotFoundException;
import io.dibs.TaskRefusedException;
import io.dibs.TooManyTasksException;
import io.dibs.WorkerSilentException;

/** Which problem an exception is. */
final class Problems {
    /** The exception's own message names the server and what happened on the wire; it is for the log. */
    private static final String UNAVAILABLE =
            "Redis does not answer. What only reads can be repeated; what changes something may have done so.";

    private Problems() {}

    /** The problem that the caller is told of; empty if the exception is none that a request should end with. */
    static Optional<Problem> of(Throwable thrown) {
        if (thrown instanceof InvalidRequestException e) {
            return Optional.of(new Problem(400, e.getMessage(), e.field(), Optional.empty()));
        }
        if (thrown instanceof TaskRefusedException) {
            return Optional.of(Problem.of(400, thrown.getMessage()));
        }
        if (thrown instanceof TaskNotFoundException || thrown instanceof ScheduleNotFoundException) {
            return Optional.of(Problem.of(404, thrown.getMessage()));
        }
        if (thrown instanceof StateConflictException e) {
            return Optional.of(new Problem(
                    409, e.getMessage(), Optional.empty(), Optional.of(e.state().text())));
        }
        if (thrown instanceof TaskConflictException
                || thrown instanceof ScheduleConflictException
                || thrown instanceof QueueConflictException) {
            return Optional.of(Problem.of(409, thrown.getMessage()));
        }
        if (thrown instanceof StoreUnavailableException) {
            return Optional.of(Problem.of(503, UNAVAILABLE));
        }
        if (thrown instanceof EventsUnavailableException || thrown instanceof TooManyTasksException) {
            return Optional.of(Problem.of(503, thrown.getMessage()));
        }
        if (thrown instanceof WorkerSilentException) {
            return Optional.of(Problem.of(504, thrown.getMessage()));
        }
        if (thrown instanceof ConstraintViolationException e) {
            return Violations.problem(e);
        }
        return Optional.empty();
    }

    /** What an EJB threw, without the wrapping that the container puts around it. */
    static Throwable unwrapped(Throwable thrown) {
        return thrown instanceof EJBException && thrown.getCause() != null ? unwrapped(thrown.getCause()) : thrown;
    }
}
