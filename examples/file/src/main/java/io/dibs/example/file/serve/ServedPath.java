package io.dibs.example.file.serve;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;

import io.dibs.example.file.manifest.ManifestReader;

/**
 * Which file a request wants.
 *
 * @param repository the repository's name
 * @param path the file's path in it
 */
record ServedPath(String repository, String path) {
    static Optional<ServedPath> of(HttpServletRequest request) {
        // Not getPathInfo: servers cut what follows a semicolon off it, although a file's name may have one.
        int prefix =
                request.getContextPath().length() + request.getServletPath().length();
        return parse(request.getRequestURI().substring(prefix));
    }

    /** What {@code /repository/path}, as it stands in an URL, means. */
    static Optional<ServedPath> parse(String rawPath) {
        int slash = rawPath.indexOf('/', 1);
        if (slash < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new ServedPath(decode(rawPath.substring(1, slash)), decode(rawPath.substring(slash + 1))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String decode(String text) {
        // In a path, unlike in a form, a plus is a plus.
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    boolean isManifest() {
        return path.equals(ManifestReader.MANIFEST);
    }
}
