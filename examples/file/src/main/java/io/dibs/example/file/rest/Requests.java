package io.dibs.example.file.rest;

import java.util.Optional;
import java.util.function.Supplier;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response.Status;

/** Turns what is wrong with a request into its answer. */
final class Requests {
    private Requests() {}

    /** The value of a field that must be there. */
    static <T> T required(String field, T value) {
        if (value == null) {
            throw new BadRequestException("The field '" + field + "' is missing.");
        }
        return value;
    }

    /** The body, which must be there. */
    static <T> T body(T body) {
        if (body == null) {
            throw new BadRequestException("The request needs a body.");
        }
        return body;
    }

    /** A value that the caller gave; 400 if the model refuses it. */
    static <T> T valid(String field, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new BadRequestException("The field '" + field + "': " + e.getMessage(), e);
        }
    }

    /** What is there; 404 if nothing is. */
    static <T> T existing(String what, String name, Optional<T> found) {
        return found.orElseThrow(() -> new NotFoundException("There is no " + what + " '" + name + "'."));
    }

    /** The answer to a name that is taken. */
    static ClientErrorException taken(String what, String name) {
        return new ClientErrorException("There is a " + what + " '" + name + "' already.", Status.CONFLICT);
    }

    /**
     * Adds something that has a unique name. Of two requests at the same time, the database refuses one, with an exception
     * that differs from one to the next; then the name tells.
     */
    static <T> T add(String what, String name, Supplier<Optional<T>> named, Supplier<T> add) {
        if (named.get().isPresent()) {
            throw taken(what, name);
        }
        try {
            return add.get();
        } catch (RuntimeException e) {
            if (named.get().isPresent()) {
                throw taken(what, name);
            }
            throw e;
        }
    }
}
