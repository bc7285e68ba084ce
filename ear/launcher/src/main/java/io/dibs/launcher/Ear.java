package io.dibs.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The application that is to be deployed. */
record Ear(Path path) {
    private static final Pattern CONTEXT_ROOT = Pattern.compile("<context-root>\\s*/?(.*?)/?\\s*</context-root>");

    /** The EAR that is in this jar, as a file in the given folder. */
    static Ear bundled(Path folder) throws IOException {
        Path target = folder.resolve("dibs.ear");
        try (InputStream ear = Ear.class.getResourceAsStream("dibs.ear")) {
            if (ear == null) {
                throw new LaunchException(
                        "There is no EAR in this jar. Name one with --deploy, or run dibs-micro.jar.");
            }
            Files.copy(ear, target);
        }
        return new Ear(target);
    }

    /** The path of its (first) web module, such as {@code /dibs}; empty text if it has none. */
    String contextRoot() {
        try (ZipFile ear = new ZipFile(path.toFile())) {
            ZipEntry descriptor = ear.getEntry("META-INF/application.xml");
            if (descriptor == null) {
                return "";
            }
            try (InputStream text = ear.getInputStream(descriptor)) {
                Matcher matcher = CONTEXT_ROOT.matcher(new String(text.readAllBytes(), StandardCharsets.UTF_8));
                return matcher.find() && !matcher.group(1).isEmpty() ? "/" + matcher.group(1) : "";
            }
        } catch (IOException e) {
            throw new LaunchException("The EAR " + path + " cannot be read (" + e + ").", e);
        }
    }
}
