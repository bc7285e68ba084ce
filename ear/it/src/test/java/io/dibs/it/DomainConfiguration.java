package io.dibs.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The ports of a domain that was copied and made harmless: no default port, loopback only, no data grid. */
record DomainConfiguration(int httpPort, int adminPort) {
    private static final String ANY_ADDRESS = "address=\"0.0.0.0\"";
    private static final String LOOPBACK = "address=\"127.0.0.1\"";
    private static final List<Integer> DEFAULT_PORTS = List.of(8080, 4848, 8181, 3700, 3820, 3920, 8686);

    static DomainConfiguration copy(Path original, Path domain, Map<String, String> properties) throws IOException {
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file : files.toList()) {
                Files.copy(file, domain.resolve(original.relativize(file)));
            }
        }
        List<Integer> ports = FreePorts.several(DEFAULT_PORTS.size());
        Path file = domain.resolve("config").resolve("domain.xml");
        String text = Files.readString(file).replace(ANY_ADDRESS, LOOPBACK);
        for (int i = 0; i < ports.size(); i++) {
            text = replaceFirst(text, "port=\"" + DEFAULT_PORTS.get(i) + "\"", "port=\"" + ports.get(i) + "\"");
        }
        text = text.replace("<network-listener port=", "<network-listener " + LOOPBACK + " port=");
        text = text.replace(
                "<hazelcast-config-specific-configuration>",
                "<hazelcast-config-specific-configuration enabled=\"false\">");
        // Without this, the server adds a message broker by itself, some time after its start, on a port and address of
        // its
        // own choice.
        text = replaceFirst(
                text,
                "<iiop-service>",
                "<jms-service type=\"DISABLED\" default-jms-host=\"none\">"
                        + "<jms-host name=\"none\" host=\"127.0.0.1\" lazy-init=\"false\"/></jms-service><iiop-service>");
        // Since H2 would serve its file on every address.
        text = text.replace(";AUTO_SERVER=TRUE", "");
        String options = Stream.concat(
                        ServerJvm.arguments().stream(),
                        properties.entrySet().stream()
                                .map(property -> "-D" + property.getKey() + "=" + property.getValue()))
                .map(option -> "<jvm-options>" + option + "</jvm-options>")
                .collect(Collectors.joining());
        text = replaceFirst(
                text, "<jvm-options>-Xmx512m</jvm-options>", "<jvm-options>-Xmx512m</jvm-options>" + options);
        Files.writeString(file, text);
        return new DomainConfiguration(ports.get(0), ports.get(1));
    }

    private static String replaceFirst(String text, String old, String replacement) {
        int at = text.indexOf(old);
        if (at < 0) {
            throw new IllegalStateException(
                    "This domain.xml has no " + old + ": the server is not the one known here.");
        }
        return text.substring(0, at) + replacement + text.substring(at + old.length());
    }
}
