package io.dibs.web.conditional;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.Providers;

/**
 * Gives the answer to a GET that is JSON, also a plugin's, an entity tag, and leaves its body out when the caller has it already.
 * A larger one than 4 MiB, one that has a tag of its own, and streams stay as they are.
 */
@Provider
@Priority(Priorities.AUTHENTICATION) // Answers come to the filter with the smallest number last.
public class ConditionalGet implements ContainerResponseFilter {
    private static final int LARGEST = 4 << 20;
    private static final Set<String> METHODS = Set.of("GET", "HEAD");

    @Context
    private Providers providers;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) throws IOException {
        if (!METHODS.contains(request.getMethod())
                || response.getStatus() != Response.Status.OK.getStatusCode()
                || !response.hasEntity()
                || isStream(response.getEntity())
                || !isJson(response.getMediaType())
                || response.getHeaders().containsKey(HttpHeaders.ETAG)) {
            return;
        }
        // It may be kept by who asked, and has to be asked for again each time.
        if (!response.getHeaders().containsKey(HttpHeaders.CACHE_CONTROL)) {
            response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        }
        Optional<byte[]> body = body(response);
        if (body.isPresent()) {
            String tag = EntityTags.of(body.get());
            response.getHeaders().putSingle(HttpHeaders.ETAG, tag);
            List<String> known = request.getHeaders().getOrDefault(HttpHeaders.IF_NONE_MATCH, List.of());
            if (EntityTags.match(known, tag)) {
                response.setStatus(Response.Status.NOT_MODIFIED.getStatusCode());
                response.setEntity(null);
                response.getHeaders().remove(HttpHeaders.CONTENT_TYPE);
            } else {
                response.setEntity(body.get());
            }
        }
    }

    private static boolean isStream(Object entity) {
        return entity instanceof StreamingOutput || entity instanceof InputStream || entity instanceof Reader;
    }

    private static boolean isJson(MediaType type) {
        return type != null && MediaType.APPLICATION_JSON_TYPE.isCompatible(type);
    }

    private Optional<byte[]> body(ContainerResponseContext response) throws IOException {
        if (response.getEntity() instanceof byte[] bytes) {
            return Optional.of(bytes);
        }
        return written(response, response.getEntity(), response.getEntityClass());
    }

    private <T> Optional<byte[]> written(ContainerResponseContext response, Object entity, Class<T> type)
            throws IOException {
        MessageBodyWriter<T> writer = providers.getMessageBodyWriter(
                type, response.getEntityType(), response.getEntityAnnotations(), response.getMediaType());
        if (writer == null) {
            return Optional.empty();
        }
        BoundedBytes bytes = new BoundedBytes();
        try {
            writer.writeTo(
                    type.cast(entity),
                    type,
                    response.getEntityType(),
                    response.getEntityAnnotations(),
                    response.getMediaType(),
                    response.getHeaders(),
                    bytes);
        } catch (RuntimeException | IOException e) {
            if (bytes.overflown) {
                return Optional.empty(); // It is written again, without being kept.
            }
            throw e;
        }
        return Optional.of(bytes.toByteArray());
    }

    private static final class BoundedBytes extends ByteArrayOutputStream {
        private boolean overflown;

        @Override
        public synchronized void write(int b) {
            check(1);
            super.write(b);
        }

        @Override
        public synchronized void write(byte[] b, int from, int length) {
            check(length);
            super.write(b, from, length);
        }

        private void check(int more) {
            if (size() + more > LARGEST) {
                overflown = true;
                throw new IllegalStateException("The answer is too large to be compared.");
            }
        }
    }
}
