package io.dibs.web.request;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;

import jakarta.json.Json;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NoContentException;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;

import io.dibs.web.problem.InvalidRequestException;

/**
 * Reads JSON bodies to their end before anyone binds them: the server's JSON-B skips fields that it does not know without
 * looking for the end of the text, and would look for the end of <code>{"x":[</code> for ever. What cannot be bound is
 * the caller's fault too; an exception mapper could not tell it from trouble with JSON of our own.
 */
@Provider
public class JsonBody implements ReaderInterceptor {
    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        try {
            if (isJson(context.getMediaType())) {
                byte[] body = context.getInputStream().readAllBytes();
                check(body);
                context.setInputStream(new ByteArrayInputStream(body));
            }
            return context.proceed();
        } catch (WebApplicationException e) {
            throw e.getCause() instanceof NoContentException
                    ? new InvalidRequestException("The request needs a body.", e)
                    : e;
        } catch (InvalidRequestException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new InvalidRequestException("The body is not JSON of the form that is expected here.", e);
        }
    }

    private static void check(byte[] body) {
        if (body.length > 0) {
            try (JsonParser parser = PARSERS.createParser(new ByteArrayInputStream(body))) {
                while (parser.hasNext()) {
                    parser.next();
                }
            }
        }
    }

    private static boolean isJson(MediaType type) {
        String subtype = type.getSubtype();
        return subtype.equals("json") || subtype.endsWith("+json");
    }
}
