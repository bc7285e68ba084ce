package io.dibs.web.request;

import java.io.ByteArrayInputStream;
import java.io.IOException;

import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;

/**
 * Refuses bodies of more than 1 MiB before anyone reads them. A body that does not tell its length is read up to the
 * limit here and not while it is parsed, so that its size is never taken for an error in its JSON.
 */
@Provider
@PreMatching
public class BodyLimit implements ContainerRequestFilter {
    /** The largest body, in bytes. */
    public static final int MAX_BYTES = 1 << 20;

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            if (request.hasEntity()) {
                byte[] body = request.getEntityStream().readNBytes(MAX_BYTES + 1);
                refuse(body.length);
                request.setEntityStream(new ByteArrayInputStream(body));
            }
        } else {
            refuse(Long.parseLong(length.trim()));
        }
    }

    private static void refuse(long bytes) {
        if (bytes > MAX_BYTES) {
            throw new ClientErrorException(
                    "The body has more than " + MAX_BYTES + " bytes.", Status.REQUEST_ENTITY_TOO_LARGE);
        }
    }
}
