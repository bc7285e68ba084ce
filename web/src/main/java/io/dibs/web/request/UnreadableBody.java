package io.dibs.web.request;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.NoContentException;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;

import io.dibs.web.problem.InvalidRequestException;

/**
 * Tells bodies that cannot be read from other trouble with JSON: the former are the caller's, the latter ours. An
 * exception mapper could not know the difference.
 */
@Provider
public class UnreadableBody implements ReaderInterceptor {
    // The only part of the reader's message that is fit for the caller; the rest speaks of Java classes.
    private static final Pattern PROPERTY = Pattern.compile("deserialize property '([^']{1,100})'");

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        try {
            return context.proceed();
        } catch (NoContentException e) {
            throw new InvalidRequestException("The request needs a body.", e);
        } catch (WebApplicationException e) {
            throw e;
        } catch (RuntimeException e) {
            // JsonException, JsonbException, ProcessingException, and the parser's plain one for a body nested too
            // deeply.
            throw refusal(e);
        }
    }

    static InvalidRequestException refusal(RuntimeException unreadable) {
        Optional<String> field = property(unreadable);
        return field.isPresent()
                ? new InvalidRequestException(
                        field.get(), "The field '" + field.get() + "' has a value of the wrong kind.", unreadable)
                : new InvalidRequestException("The body is not JSON of the form that is expected here.", unreadable);
    }

    /** The innermost property that a message of the exception or one of its causes names. */
    private static Optional<String> property(Throwable unreadable) {
        String found = null;
        for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
            Matcher matcher = PROPERTY.matcher(String.valueOf(cause.getMessage()));
            if (matcher.find()) {
                found = matcher.group(1);
            }
        }
        return Optional.ofNullable(found);
    }
}
