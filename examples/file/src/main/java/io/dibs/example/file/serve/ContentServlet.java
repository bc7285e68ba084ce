package io.dibs.example.file.serve;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.dibs.example.file.FileSettings;

/**
 * Serves {@code /content/{repository}/{path}}. The path is looked up in the database and never meets the file system, so
 * there is nothing to escape from.
 */
@WebServlet("/content/*")
public class ContentServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private static final int BUFFER = 64 * 1024;

    @Inject
    transient ServedFiles files;

    @Inject
    transient FileSettings settings;

    @Override
    protected void doHead(HttpServletRequest request, HttpServletResponse response) throws IOException {
        serve(request, response, false);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        serve(request, response, true);
    }

    private void serve(HttpServletRequest request, HttpServletResponse response, boolean body) throws IOException {
        if (!settings.isContentPublic() && request.getUserPrincipal() == null) {
            response.setHeader("WWW-Authenticate", "Basic realm=\"Dibs\", charset=\"UTF-8\"");
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
            return;
        }
        Optional<ServedPath> target = ServedPath.of(request);
        Optional<ServedFile> found = target.flatMap(files::find);
        if (found.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        ServedFile file = found.get();
        response.setHeader("ETag", file.etag());
        response.setDateHeader("Last-Modified", file.lastModifiedMillis());
        response.setHeader("Cache-Control", "no-cache");
        Conditions conditions = Conditions.of(request);
        if (conditions.isNotModified(file)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        // Strangers' files come from the address of the dashboard, so no browser may take one for a page of ours.
        response.setContentType(target.get().isManifest() ? "text/plain;charset=UTF-8" : "application/octet-stream");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
        response.setHeader("Accept-Ranges", "bytes");
        try (FileChannel channel =
                FileChannel.open(settings.artifacts().path(file.digest()), StandardOpenOption.READ)) {
            String range = body && conditions.allowsRange(file) ? request.getHeader("Range") : null;
            send(channel, range, response, body);
        } catch (NoSuchFileException e) {
            log("The artifact " + file.digest() + " is missing; synchronise its repository again.");
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private static void send(FileChannel channel, String header, HttpServletResponse response, boolean body)
            throws IOException {
        long size = channel.size();
        Optional<ByteRange> part;
        try {
            part = ByteRange.parse(header, size);
        } catch (ByteRange.Unsatisfiable e) {
            response.setHeader("Content-Range", "bytes */" + size);
            response.setStatus(HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE);
            return;
        }
        ByteRange range = part.orElse(ByteRange.whole(size));
        part.ifPresent(some -> {
            response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
            response.setHeader("Content-Range", some.contentRange(size));
        });
        response.setContentLengthLong(range.length());
        if (body) {
            copy(channel, range, response.getOutputStream());
        }
    }

    private static void copy(FileChannel channel, ByteRange range, OutputStream out) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER, range.length()));
        channel.position(range.first());
        for (long left = range.length(); left > 0; left -= buffer.limit()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), left));
            if (channel.read(buffer) < 0) {
                throw new IOException("An artifact has become shorter.");
            }
            buffer.flip();
            out.write(buffer.array(), 0, buffer.limit());
        }
    }
}
