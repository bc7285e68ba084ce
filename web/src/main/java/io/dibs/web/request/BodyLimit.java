package io.dibs.web.request;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

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

    /** How much of a body is read only to be thrown away, in bytes. */
    private static final int MAX_DRAINED = 16 * MAX_BYTES;

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        if (!request.hasEntity()) {
            return;
        }
        String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            byte[] body = request.getEntityStream().readNBytes(MAX_BYTES + 1);
            check(body.length, request.getEntityStream());
            request.setEntityStream(new ByteArrayInputStream(body));
        } else {
            check(Long.parseLong(length.trim()), request.getEntityStream());
        }
    }

    private static void check(long bytes, InputStream rest) throws IOException {
        if (bytes > MAX_BYTES) {
            drain(rest);
            throw new ClientErrorException(
                    "The body has more than " + MAX_BYTES + " bytes.", Status.REQUEST_ENTITY_TOO_LARGE);
        }
    }

    /** Over HTTP/2, the server keeps back an answer to a body that nobody reads until the connection times out. */
    private static void drain(InputStream rest) throws IOException {
        byte[] buffer = new byte[8192];
        int read = 0;
        for (int drained = 0; read >= 0 && drained < MAX_DRAINED; drained += read) {
            read = rest.read(buffer);
        }
    }
}
