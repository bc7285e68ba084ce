package io.dibs.example.file.download;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The URLs of a remote. */
public final class FileUrls {
    /** The longest URL. */
    public static final int MAX_LENGTH = 2000;

    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";

    private FileUrls() {}

    /**
     * The URL of a manifest; one that ends in {@code /} is that of its folder.
     *
     * @throws IllegalArgumentException if it is not an absolute http or https URL, or carries a password
     */
    public static URI manifest(String url) {
        require(url.length() <= MAX_LENGTH, "it is longer than " + MAX_LENGTH + " characters.");
        URI uri;
        try {
            uri = new URI(url.endsWith("/") ? url + "PULP_MANIFEST" : url);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("The URL is not one: " + e.getReason() + ".");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        require(scheme.equals("http") || scheme.equals("https"), "it begins with neither http:// nor https://.");
        require(uri.getHost() != null, "it names no host.");
        require(uri.getRawUserInfo() == null, "it carries a user's name or password, which everybody could read.");
        require(uri.getRawFragment() == null, "it has a fragment.");
        require(uri.getRawPath() != null && uri.getRawPath().startsWith("/"), "it has no path.");
        return uri;
    }

    /** The URL of a file that a manifest lists, relative to the manifest's folder. */
    public static URI file(URI manifest, String path) {
        return manifest.resolve("./" + encoded(path));
    }

    /** A path as an URL writes it: every byte but letters, digits, {@code -._~} and {@code /} percent-encoded. */
    public static String encoded(String path) {
        StringBuilder url = new StringBuilder(path.length() + 16);
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            if (b > 0 && UNRESERVED.indexOf(b) >= 0) {
                url.append((char) b);
            } else {
                url.append('%').append(String.format("%02X", b));
            }
        }
        return url.toString();
    }

    private static void require(boolean met, String problem) {
        if (!met) {
            throw new IllegalArgumentException("The URL cannot be a remote's: " + problem);
        }
    }
}
