package io.dibs.it.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** By which name Redis knows a script of the engine. */
final class ScriptDigest {
    private static final String FOLDER = "/io/dibs/store/";
    private static final String INCLUDE = "--@include ";

    private ScriptDigest() {}

    static String of(String script) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-1")
                        .digest(source(script + ".lua").getBytes(StandardCharsets.UTF_8)));
    }

    private static String source(String file) throws IOException {
        StringBuilder source = new StringBuilder();
        try (InputStream in = ScriptDigest.class.getResourceAsStream(FOLDER + file)) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .collect(Collectors.toList())) {
                source.append(source.isEmpty() ? "" : "\n")
                        .append(line.startsWith(INCLUDE) ? source(line.substring(INCLUDE.length())) : line);
            }
        }
        return source.toString();
    }
}
