package io.dibs.example.file.manifest;

/** A manifest breaks the format's rules; the message names the line. */
public class ManifestException extends Exception {
    private static final long serialVersionUID = 1L;

    ManifestException(long line, String problem) {
        super("Line " + line + " of the manifest: " + problem);
    }
}
