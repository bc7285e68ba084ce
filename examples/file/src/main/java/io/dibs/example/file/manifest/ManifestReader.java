package io.dibs.example.file.manifest;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads a manifest entry by entry. Blank lines and those that begin with {@code #} are skipped. Not thread-safe. */
public final class ManifestReader implements Closeable {
    /** The manifest's own name, which none of its entries can have. */
    public static final String MANIFEST = "PULP_MANIFEST";

    /** The longest path, in characters. */
    public static final int MAX_PATH = 2048;

    private static final Pattern PATH = Pattern.compile("[^/]+(/[^/]+)*");
    private static final Pattern DOTS = Pattern.compile("(^|/)\\.\\.?(/|$)");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final Pattern SIZE = Pattern.compile("[0-9]{1,18}");

    private final Lines lines;

    /** Reads from a stream, which is closed with the reader. */
    public ManifestReader(InputStream in) {
        lines = new Lines(in);
    }

    /**
     * The next entry, or null after the last one.
     *
     * @throws ManifestException if a line is not an entry
     */
    public ManifestEntry next() throws IOException, ManifestException {
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (!line.isBlank() && !line.startsWith("#")) {
                return entry(line);
            }
        }
        return null;
    }

    private ManifestEntry entry(String line) throws ManifestException {
        // A path may contain commas, so the fields are counted from the end.
        int last = line.lastIndexOf(',');
        int first = line.lastIndexOf(',', last - 1);
        require(first >= 0, "it is not 'path,sha256,size'.");
        String path = line.substring(0, first).strip();
        String digest = line.substring(first + 1, last).strip();
        String size = line.substring(last + 1).strip();

        require(path.length() <= MAX_PATH, "the path is longer than " + MAX_PATH + " characters.");
        require(!CONTROL.matcher(path).find(), "the path has a control character.");
        require(PATH.matcher(path).matches(), "the path '" + path + "' is empty, absolute, or has an empty segment.");
        require(!DOTS.matcher(path).find(), "the path '" + path + "' has a segment '.' or '..'.");
        require(!path.equals(MANIFEST), "the path is that of the manifest itself.");
        require(Sha256.isHex(digest), "'" + digest + "' is not a SHA-256 in 64 hexadecimal digits.");
        require(SIZE.matcher(size).matches(), "'" + size + "' is not a size in bytes.");
        return new ManifestEntry(lines.number(), path, digest.toLowerCase(Locale.ROOT), Long.parseLong(size));
    }

    private void require(boolean met, String problem) throws ManifestException {
        if (!met) {
            throw new ManifestException(lines.number(), problem);
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
